"""What an administrator sees and decides about effects that failed or are in doubt."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Missing, NotAllowed, Refused, command, locked
from amity.kernel.outbox.models import OutgoingEffect, State

TROUBLED = (State.FAILED, State.UNKNOWN)


def troubled_effects(*, seen_by: Actor, limit: int = 100) -> list[OutgoingEffect]:
    """The newest effects that failed or are in doubt."""
    _require_administrator(seen_by)
    return list(OutgoingEffect.objects.filter(state__in=TROUBLED, lane=None).order_by("-id")[:limit])


@command("outbox.carry_again")
def carry_again(uid: UUID, *, by: Actor) -> None:
    """Let a failed or doubtful effect wait for delivery once more."""
    effect = _locked_trouble(uid, by)
    effect.state, effect.attempts, effect.run_after = State.WAITING, 0, timezone.now()
    effect.begun_at = effect.ended_at = None
    effect.save(update_fields=["state", "attempts", "run_after", "begun_at", "ended_at"])


@command("outbox.drop")
def drop_effect(uid: UUID, *, by: Actor) -> None:
    """Give a failed or doubtful effect up and forget it."""
    _locked_trouble(uid, by).delete()


def _locked_trouble(uid: UUID, by: Actor) -> OutgoingEffect:
    _require_administrator(by)
    effect = locked(OutgoingEffect.objects.filter(uid=uid, lane=None)).first()
    if effect is None:
        raise Missing(f"no effect {uid}")
    if effect.state not in TROUBLED:
        raise Refused("outbox.not_troubled", _("This one is on its way already; there is nothing to decide."))
    return effect


def _require_administrator(actor: Actor) -> None:
    if not actor.is_administrator:
        raise NotAllowed(_("Only an administrator sees what goes out."))
