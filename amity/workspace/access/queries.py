"""Read who sees what."""

from amity.kernel.commands import Actor
from amity.workspace.access.kinds import VisibleKind, visible_kinds
from amity.workspace.access.models import Reach, Visibility
from amity.workspace.access.visibility import require_administrator


def reaches(*, seen_by: Actor) -> list[tuple[VisibleKind, Reach]]:
    """Every kind with the reach of its members."""
    require_administrator(seen_by)
    stored = dict(Visibility.objects.values_list("record_kind", "reach"))
    return [(kind, Reach(stored.get(kind.number, Reach.EVERYONE))) for kind in visible_kinds()]
