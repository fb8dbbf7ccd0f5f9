"""What happens with saved views."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from amity.kernel.facts.kinds import Fact


@dataclass(frozen=True, kw_only=True)
class ViewSaved(Fact):
    """A list was kept as a view: for its owner, a team or everyone."""

    name = "view.saved"
    group = "account"
    public = False
    sentence = _("saved the view {title}")
    personal = frozenset({"title"})

    view_id: int
    record_kind: int
    title: str
    audience: str


@dataclass(frozen=True, kw_only=True)
class ViewChanged(Fact):
    """A view was given another name, another list or another audience; `changes` holds [before, after]."""

    name = "view.changed"
    group = "account"
    public = False
    sentence = _("changed the view {title}")
    personal = frozenset({"title", "changes"})

    view_id: int
    title: str
    changes: dict[str, list[str]]


@dataclass(frozen=True, kw_only=True)
class ViewDeleted(Fact):
    """A view was deleted; `query` is what it showed."""

    name = "view.deleted"
    group = "account"
    public = False
    sentence = _("deleted the view {title}")
    personal = frozenset({"title", "query"})

    view_id: int
    record_kind: int
    title: str
    audience: str
    query: str


@dataclass(frozen=True, kw_only=True)
class DefaultViewChosen(Fact):
    """A list opens with another view; `audience` says for whom, `view_id` 0 is the list as it always is."""

    name = "view.default_chosen"
    group = "account"
    public = False
    sentence = _("chose the view a list opens with: {title}")
    personal = frozenset({"title"})

    view_id: int
    record_kind: int
    title: str
    audience: str
