"""The only writers of saved views."""

from typing import Any

from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Invalid, Missing, NotAllowed, command, locked
from amity.kernel.facts.log import record
from amity.workspace.views.access import may_change, visible_to
from amity.workspace.views.facts import DefaultViewChosen, ViewChanged, ViewDeleted, ViewSaved
from amity.workspace.views.models import Audience, DefaultView, SavedView

LONGEST_NAME, LONGEST_QUERY = 80, 4_000


@command("views.save")
def save_view(
    record_kind: int, *, name: str, query: str, audience: str = "personal", team_id: int | None = None, by: Actor
) -> SavedView:
    """Keep the state of a list under a name."""
    wanted = _audience(audience)
    team_id = team_id if wanted == Audience.TEAM else None
    _require(by, wanted, owner_id=by.account_id, team_id=team_id)
    view = SavedView.objects.create(
        record_kind=record_kind,
        name=_name(name),
        query=_query(query),
        audience=wanted,
        owner_id=by.account_id,
        team_id=team_id,
    )
    told = ViewSaved(view_id=view.pk, record_kind=record_kind, title=view.name, audience=wanted)
    record(told, about=[], by=by)
    return view


@command("views.change")
def change_view(
    uid: Any,
    *,
    by: Actor,
    name: str | None = None,
    query: str | None = None,
    audience: str | None = None,
    team_id: int | None = None,
) -> None:
    """Change what is given of a view. Giving it to others needs the right to theirs, too."""
    view = _changeable(uid, by)
    wanted: dict[str, Any] = {}
    if name is not None:
        wanted["name"] = _name(name)
    if query is not None:
        wanted["query"] = _query(query)
    if audience is not None:
        wanted["audience"] = _audience(audience)
        wanted["team_id"] = team_id if wanted["audience"] == Audience.TEAM else None
        owner_id = by.account_id if wanted["audience"] == Audience.PERSONAL else view.owner_id
        wanted["owner_id"] = owner_id
        _require(by, wanted["audience"], owner_id=owner_id, team_id=wanted["team_id"])
    changes = {
        field: [str(getattr(view, field) or ""), str(value or "")]
        for field, value in wanted.items()
        if getattr(view, field) != value
    }
    if not changes:
        return
    for field in changes:
        setattr(view, field, wanted[field])
    view.save(update_fields=list(changes))
    if "audience" in changes or "team_id" in changes:
        # Whoever no longer has the view must not open with it.
        DefaultView.objects.filter(view=view).delete()
    record(ViewChanged(view_id=view.pk, title=view.name, changes=changes), about=[], by=by)


@command("views.delete")
def delete_view(uid: Any, *, by: Actor) -> None:
    """Delete a view; lists that opened with it open as they always do."""
    view = _changeable(uid, by)
    told = ViewDeleted(
        view_id=view.pk, record_kind=view.record_kind, title=view.name, audience=view.audience, query=view.query
    )
    record(told, about=[], by=by)
    view.delete()


@command("views.choose_default")
def choose_default(record_kind: int, uid: Any | None, *, audience: str, team_id: int | None = None, by: Actor) -> None:
    """Let the list of a kind open with a view for oneself, a team or everyone; None: as it always does.

    A team opens with a view that all of it has, everyone with one that everyone has.
    """
    wanted = _audience(audience)
    team_id = team_id if wanted == Audience.TEAM else None
    _require(by, wanted, owner_id=by.account_id, team_id=team_id)
    account_id = by.account_id if wanted == Audience.PERSONAL else None
    rows = DefaultView.objects.filter(record_kind=record_kind, **{"account_id": account_id, "team_id": team_id})
    if uid is None:
        if rows.delete()[0]:
            told = DefaultViewChosen(view_id=0, record_kind=record_kind, title="", audience=wanted)
            record(told, about=[], by=by)
        return
    view = visible_to(by).filter(uid=uid, record_kind=record_kind).first()
    if view is None:
        raise Missing("no such view")
    has_it = wanted == Audience.PERSONAL or view.audience == Audience.EVERYONE
    if not (has_it or (wanted == Audience.TEAM and view.audience == Audience.TEAM and view.team_id == team_id)):
        raise Invalid("view.not_shared", _("Not all of them have this view. Share it with them first."), "audience")
    if rows.filter(view=view).exists():
        return
    rows.delete()
    DefaultView.objects.create(record_kind=record_kind, view=view, account_id=account_id, team_id=team_id)
    told = DefaultViewChosen(view_id=view.pk, record_kind=record_kind, title=view.name, audience=wanted)
    record(told, about=[], by=by)


def _changeable(uid: Any, by: Actor) -> SavedView:
    view = locked(visible_to(by).filter(uid=uid)).first()
    if view is None:
        raise Missing("no such view")
    _require(by, Audience(view.audience), owner_id=view.owner_id, team_id=view.team_id)
    return view


def _require(by: Actor, audience: Audience, *, owner_id: int | None, team_id: int | None) -> None:
    if may_change(by, audience, owner_id=owner_id, team_id=team_id):
        return
    if audience == Audience.TEAM:
        raise NotAllowed(_("Only members of the team who may write change its views."))
    raise NotAllowed(_("Only an administrator changes the views that everyone has."))


def _audience(text: str) -> Audience:
    try:
        return Audience(text)
    except ValueError:
        raise Invalid("view.audience", _("Choose yourself, a team or everyone."), "audience") from None


def _name(text: str) -> str:
    name = " ".join(text.replace("\0", "").split())
    if not name or len(name) > LONGEST_NAME:
        message = _("Give the view a name of at most %(most)d letters.") % {"most": LONGEST_NAME}
        raise Invalid("view.name", message, "name")
    return name


def _query(text: str) -> str:
    if len(text) > LONGEST_QUERY or "\0" in text:
        raise Invalid("view.query", _("This list cannot be kept: its address is too long."), "query")
    return text
