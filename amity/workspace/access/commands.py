"""The only writer of visibility."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from amity.kernel.commands import Actor, Invalid, command
from amity.kernel.facts.log import record
from amity.workspace.access.facts import VisibilityChanged
from amity.workspace.access.kinds import visible_kind
from amity.workspace.access.models import Reach, Visibility
from amity.workspace.access.visibility import require_administrator


@command("access.set_reach")
def set_reach(record_kind: int, *, reach: str, by: Actor) -> None:
    """Decide how far members see records of a kind; it holds from the next request on."""
    require_administrator(by)
    kind = visible_kind(record_kind)
    try:
        wanted = Reach(reach)
    except ValueError:
        raise Invalid("access.reach", _("Choose own, team or everyone."), "reach") from None
    row, _is_new = Visibility.objects.select_for_update(no_key=True).get_or_create(record_kind=record_kind)
    if row.reach == wanted:
        return
    before, row.reach = row.reach, wanted
    row.save(update_fields=["reach"])
    with override("en"):
        title = str(kind.label)
    record(VisibilityChanged(record_kind=record_kind, title=title, before=before, after=wanted), about=[], by=by)
