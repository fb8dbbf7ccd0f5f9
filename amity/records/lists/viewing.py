"""Open a list: the view it begins with, what the URL says on top of it, and what its filter means."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from amity.kernel.commands import Actor
from amity.kernel.filters import FilterErrors, parse_text
from amity.records.kinds.filtering import catalogue_of
from amity.records.kinds.registry import kind_named
from amity.records.lists.registry import list_of
from amity.records.lists.state import STATE, ListState, Problem, read_state
from amity.workspace.views.queries import KnownView, default_of, saved_views

# `?view=all`: the list as it always is, for whom it opens otherwise.
ALL = "all"


@dataclass(frozen=True, slots=True)
class Opened:
    """A list as a URL opens it. `saved` are all views the viewer has of this kind, `view` the open one of them."""

    state: ListState
    problems: list[Problem]
    saved: list[KnownView]
    view: KnownView | None

    @property
    def default(self) -> KnownView | None:
        return default_of(self.saved)


def opened(kind_name: str, asked: Mapping[str, str], *, seen_by: Actor) -> Opened:
    """What parameters mean for this viewer. Without any, the list opens with the view that was chosen for it."""
    record_list = list_of(kind_name)
    saved = saved_views(kind_named(kind_name).number, seen_by=seen_by)
    name = asked.get("view", "")
    if not name and not any(parameter in asked for parameter in (*STATE, *record_list.within)):
        default = default_of(saved)
        name = str(default.uid) if default else ""
    built_in = record_list.view(name)
    view = next((view for view in saved if name == str(view.uid)), None)
    is_known = bool(built_in or view or name in ("", ALL))
    query = built_in.query if built_in else view.query if view else ""
    state, problems = read_state(kind_name, asked, view=name if is_known else "", view_query=query)
    if not is_known:
        problems.insert(0, Problem("view", _("There is no such view, or it is not shared with you.")))
    if state.filter:
        try:
            state = state.with_(wanted=parse_text(state.filter, catalogue_of(kind_name, seen_by=seen_by)))
        except FilterErrors as wrong:
            problems.append(Problem("filter", wrong.message))
    return Opened(state, problems, saved, view)
