"""The only writer of undoings."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Missing, Refused, command
from amity.kernel.facts.log import record
from amity.kernel.facts.refs import Ref
from amity.kernel.ids import new_uid
from amity.records.undo.facts import ChangesUndone
from amity.records.undo.models import Undoing
from amity.records.undo.plans import plan_of
from amity.records.undo.requests import facts_of_request
from amity.workspace.access.visibility import require_writer
from amity.workspace.accounts.queries import account_names


@dataclass(frozen=True, slots=True)
class Undone:
    """How much went back and how much stayed; `refs` are the records it went back on, `request_id` undoes the undo."""

    restored: int
    kept: int
    refs: tuple[Ref, ...]
    request_id: str


@command("changes.undo")
def undo_changes(request_id: str, *, by: Actor) -> Undone:
    """Undo what one request changed, as far as it still stands; with the rights the actor has now.

    Missing when the actor sees nothing of it; Refused when it is undone already, or nothing of it can go back.
    """
    require_writer(by)
    facts = facts_of_request(request_id)
    earlier = Undoing.objects.filter(request_id=request_id).first()
    plan = plan_of(facts, by=by, is_locked=True)
    if not plan.lines and not plan.done:
        raise Missing("no such change")
    if earlier is not None:
        raise Refused("undo.already", _already(earlier))
    mine = by.request_id or str(new_uid())
    by = plan.by = by.through(by.origin, request_id=mine)
    plan.carry_out()
    restored = plan.going
    if not restored:
        raise Refused("undo.nothing", _why_nothing(len(plan.staying)))
    # Undoing an undo makes the first request stand again.
    Undoing.objects.filter(undone_by=request_id).delete()
    Undoing.objects.create(
        request_id=request_id, undone_by=mine, account_id=by.account_id, undone_at=timezone.now()
    )  # fmt: skip
    refs = tuple(dict.fromkeys(line.ref for line in restored))
    record(ChangesUndone(undoes=request_id, restored=len(restored), kept=len(plan.staying)), about=refs, by=by)
    return Undone(len(restored), len(plan.staying), refs, mine)


def _already(undoing: Undoing) -> str:
    who = account_names([undoing.account_id]).get(undoing.account_id) if undoing.account_id else ""
    if who:
        return _("%(name)s undid this already. Undo that to have it again.") % {"name": who}
    return _("This is undone already.")


def _why_nothing(staying: int) -> str:
    if staying:
        return _("Nothing of this can be undone any more: all of it was changed since.")
    return _("Everything is already as it was before.")
