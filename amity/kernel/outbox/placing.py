"""Put an effect into the outbox, in the transaction of the change that causes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from amity.kernel.commands import Actor, in_unit
from amity.kernel.outbox.models import OutgoingEffect


@dataclass(frozen=True, slots=True)
class Effect:
    """What shall happen outside.

    `payload` is JSON and holds personal data only as far as the carrier needs it. Two effects with the same `key` are
    one: the second is left out. `run_after` holds it back (aware; default: at once). Effects of one `lane`, which has
    to be open, go out in the order they were placed.
    """

    kind: str
    payload: dict[str, Any]
    key: str | None = None
    run_after: datetime | None = None
    lane: str | None = None


def place(effect: Effect, *, by: Actor) -> None:
    """Place `effect` as part of the command that is running; RuntimeError outside one."""
    place_all([effect], by=by)


def place_all(effects: Sequence[Effect], *, by: Actor) -> None:
    """Place many, in this order; RuntimeError outside a command."""
    if not in_unit():
        raise RuntimeError("an effect is placed inside a command, so that it goes out with the change or not at all")
    now = timezone.now()
    rows = [
        OutgoingEffect(
            kind=effect.kind,
            payload=effect.payload,
            key=effect.key,
            lane=effect.lane,
            run_after=effect.run_after or now,
            actor_id=by.account_id,
            caused_by=by.cause.fact_id if by.cause else None,
            request_id=by.request_id,
            placed_at=now,
        )
        for effect in effects
    ]
    has_keys = any(effect.key is not None for effect in effects)
    OutgoingEffect.objects.bulk_create(rows, batch_size=500, ignore_conflicts=has_keys)
