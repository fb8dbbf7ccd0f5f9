"""Lanes: effects that go out one after the other, however often that has to be tried."""

import logging
import random
import threading
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from amity.kernel.ids import new_uid
from amity.kernel.outbox.carriers import Note, NotEver, NotNow, carrier_of
from amity.kernel.outbox.models import OutboxLane, OutgoingEffect, State

log = logging.getLogger("amity.outbox")

# Twelve tries in the first day, then every eight hours for as long as it takes.
BACK_OFF = (1, 5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800)
LONGEST_WISH = 3_600.0
# Longer than any carrier takes: what a dead worker leaves behind waits this long.
LEASE_SECONDS = 30.0
SHORTEST_LEASE = 3.0
SLICE_SECONDS = 5.0
# Not worth giving the lane back for.
SHORT_PAUSE = 0.2


@dataclass(frozen=True, slots=True)
class LaneState:
    """How a lane is doing: `waiting` effects, the first of them placed `oldest`; `failing_since` None is well."""

    name: str
    is_held: bool
    waiting: int
    oldest: datetime | None
    failures: int
    failing_since: datetime | None
    next_try: datetime
    error: str
    went_out_at: datetime | None


def open_lane(name: str) -> None:
    """Make a lane; part of the command that makes its receiver."""
    OutboxLane.objects.get_or_create(name=name)


def hold_lane(name: str, *, is_held: bool) -> None:
    """Keep everything in the lane until it is let go, or let it go at once."""
    OutboxLane.objects.filter(name=name).update(is_held=is_held, run_after=timezone.now())


def try_now(name: str) -> None:
    """Do not wait for the next try's time."""
    OutboxLane.objects.filter(name=name).update(run_after=timezone.now())


def close_lane(name: str) -> None:
    """Forget the lane and all that is in it."""
    OutgoingEffect.objects.filter(lane=name).delete()
    OutboxLane.objects.filter(name=name).delete()


def carry_again(name: str, effects: Iterable[UUID]) -> int:
    """Let effects of a lane that went out wait for their turn again, before all that is newer; return how many."""
    rows = OutgoingEffect.objects.filter(lane=name, uid__in=list(effects), state__in=[State.DONE, State.FAILED])
    count = rows.update(state=State.WAITING, ended_at=None, error="")
    if count:
        try_now(name)
    return count


def lane_states(names: Collection[str]) -> dict[str, LaneState]:
    """How these lanes are doing, two queries."""
    rows = OutgoingEffect.objects.filter(lane__in=names, state=State.WAITING).values("lane")
    counted = rows.annotate(count=Count("id"), oldest=Min("placed_at"))
    waiting: dict[str, dict[str, Any]] = {str(row["lane"]): dict(row) for row in counted}
    return {
        lane.name: LaneState(
            name=lane.name,
            is_held=lane.is_held,
            waiting=waiting.get(lane.name, {}).get("count", 0),
            oldest=waiting.get(lane.name, {}).get("oldest"),
            failures=lane.failures,
            failing_since=lane.failing_since,
            next_try=lane.run_after,
            error=lane.error,
            went_out_at=lane.went_out_at,
        )
        for lane in OutboxLane.objects.filter(name__in=names)
    }


def due_lanes(limit: int, *, besides: Collection[str] = ()) -> list[str]:
    """Lanes with something to do now that nobody has; an idle look is one small read."""
    inside = OutgoingEffect.objects.filter(lane=OuterRef("name"), state=State.WAITING)
    rows = _free().exclude(name__in=list(besides)).filter(Exists(inside)).order_by("run_after", "name")
    return list(rows.values_list("name", flat=True)[:limit])


def claim_lane(name: str) -> UUID | None:
    """Take a lane under a lease; None when somebody else has it by now."""
    claim = new_uid()
    taken = _free().filter(name=name).update(claim=claim, lease_until=timezone.now() + _lease())
    return claim if taken else None


def carry_lane(name: str, claim: UUID, stop: threading.Event | None = None) -> int:
    """Carry what waits in a claimed lane for some seconds, or until something fails; return how many went out."""
    went_out, until = 0, time.monotonic() + SLICE_SECONDS
    try:
        while time.monotonic() < until and not (stop and stop.is_set()):
            effect = OutgoingEffect.objects.filter(lane=name, state=State.WAITING).order_by("id").first()
            if effect is None:
                break
            pause = _carry(effect, name, claim)
            if pause is None:
                break
            if pause:
                time.sleep(pause)
            else:
                went_out += 1
    finally:
        OutboxLane.objects.filter(name=name, claim=claim).update(claim=None, lease_until=None)
    return went_out


def carry_due_lanes() -> int:
    """Carry all lanes that are due, here and now (tests, scripts); return how many effects went out."""
    went_out = 0
    while names := due_lanes(100):
        for name in names:
            if claim := claim_lane(name):
                went_out += carry_lane(name, claim)
    return went_out


def _free() -> "QuerySet[OutboxLane]":
    now = timezone.now()
    return OutboxLane.objects.filter(Q(lease_until=None) | Q(lease_until__lt=now), is_held=False, run_after__lte=now)


def _carry(effect: OutgoingEffect, name: str, claim: UUID) -> float | None:
    """Carry one effect: 0.0 when the next may follow, seconds to wait for the next try, None to leave the lane."""
    carrier = carrier_of(effect.kind)
    if carrier is None:
        return _stumble(effect, name, claim, NotNow(f"nobody here carries {effect.kind}"))
    try:
        note = carrier.carry(effect.payload, str(effect.uid))
    except NotNow as problem:
        return _stumble(effect, name, claim, problem)
    except NotEver as problem:
        return _settle(effect, name, claim, State.FAILED, problem.note, str(problem))
    except Exception as problem:
        log.warning("%s %s failed", effect.kind, effect.uid, exc_info=problem)
        return _stumble(effect, name, claim, NotNow(f"{type(problem).__name__}: {problem}"))
    return _settle(effect, name, claim, State.DONE, note, "")


def _settle(
    effect: OutgoingEffect, name: str, claim: UUID, state: State, note: Note | None, error: str
) -> float | None:
    now = timezone.now()
    with transaction.atomic():
        ours = OutboxLane.objects.filter(name=name, claim=claim, is_held=False).update(
            lease_until=now + _lease(), failures=0, failing_since=None, error="", went_out_at=now
        )
        # Also when the lane was taken from us meanwhile: we are the one who knows.
        OutgoingEffect.objects.filter(pk=effect.pk).update(
            state=state, ended_at=now, attempts=F("attempts") + 1, error=error[:2000]
        )
        if note:
            note()
    return 0.0 if ours else None


def _stumble(effect: OutgoingEffect, name: str, claim: UUID, problem: NotNow) -> float | None:
    now = timezone.now()
    with transaction.atomic():
        lane = OutboxLane.objects.filter(name=name, claim=claim).first()
        OutgoingEffect.objects.filter(pk=effect.pk).update(attempts=F("attempts") + 1, error=str(problem)[:2000])
        if problem.note:
            problem.note()
        if lane is None:
            return None
        pause = pause_before(lane.failures, wish=problem.after)
        OutboxLane.objects.filter(name=name, claim=claim).update(
            failures=F("failures") + 1,
            failing_since=Coalesce("failing_since", now),
            error=str(problem)[:2000],
            run_after=now + timedelta(seconds=pause),
            lease_until=now + _lease(),
        )
    return pause if pause <= SHORT_PAUSE and not lane.is_held else None


def _lease() -> timedelta:
    return timedelta(seconds=max(SHORTEST_LEASE, LEASE_SECONDS * settings.OUTBOX_PACE))


def pause_before(failures: int, *, wish: float = 0.0) -> float:
    """Seconds until the next try after so many failures in a row; at least what the other side asked for."""
    pause = float(BACK_OFF[min(failures, len(BACK_OFF) - 1)])
    # Not all at once, when one machine behind many lanes comes back.
    pause *= random.uniform(0.9, 1.1)  # noqa: S311 - no secret
    return max(pause, min(wish, LONGEST_WISH)) * settings.OUTBOX_PACE
