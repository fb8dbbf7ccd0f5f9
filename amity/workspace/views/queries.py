"""Read saved views."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from amity.kernel.commands import Actor, Missing
from amity.workspace.views.access import may_change, visible_to
from amity.workspace.views.models import Audience, DefaultView, SavedView


@dataclass(frozen=True, slots=True)
class KnownView:
    """A saved view as one viewer has it; `opens_for` says for whom it is the default."""

    uid: UUID
    record_kind: int
    name: str
    query: str
    audience: str
    team_id: int | None
    may_change: bool
    opens_for: frozenset[str] = frozenset()


def saved_views(record_kind: int, *, seen_by: Actor) -> list[KnownView]:
    """The views of a kind that the viewer has: everyone's, their teams', their own; by name (two queries)."""
    rows = visible_to(seen_by).filter(record_kind=record_kind)
    order = {Audience.EVERYONE: 0, Audience.TEAM: 1, Audience.PERSONAL: 2}
    views = sorted(rows, key=lambda view: (order[Audience(view.audience)], view.name.casefold(), view.pk))
    defaults = _defaults(record_kind, seen_by) if views else {}
    return [_known(view, seen_by, defaults.get(view.pk, set())) for view in views]


def default_of(views: list[KnownView]) -> KnownView | None:
    """What the list opens with: one's own choice before the team's, the team's before everyone's."""
    for audience in (Audience.PERSONAL, Audience.TEAM, Audience.EVERYONE):
        for view in views:
            if audience in view.opens_for:
                return view
    return None


def get_view(uid: Any, *, seen_by: Actor) -> KnownView:
    """One view; Missing when the viewer does not have it."""
    view = visible_to(seen_by).filter(uid=uid).first()
    if view is None:
        raise Missing("no such view")
    return _known(view, seen_by, _defaults(view.record_kind, seen_by).get(view.pk, set()))


def _known(view: SavedView, actor: Actor, opens_for: set[str]) -> KnownView:
    may = may_change(actor, view.audience, owner_id=view.owner_id, team_id=view.team_id)
    return KnownView(
        view.uid, view.record_kind, view.name, view.query, view.audience, view.team_id, may, frozenset(opens_for)
    )


def _defaults(record_kind: int, actor: Actor) -> dict[int, set[str]]:
    """View -> for whom of the viewer, the teams and everyone it is the default."""
    found: dict[int, set[str]] = {}
    rows = DefaultView.objects.filter(record_kind=record_kind).values_list("view_id", "account_id", "team_id")
    for view_id, account_id, team_id in rows:
        if account_id is None and team_id is None:
            found.setdefault(view_id, set()).add(Audience.EVERYONE)
        elif account_id == actor.account_id:
            found.setdefault(view_id, set()).add(Audience.PERSONAL)
        elif team_id in actor.team_ids:
            found.setdefault(view_id, set()).add(Audience.TEAM)
    return found
