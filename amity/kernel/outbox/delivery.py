"""Carry out what waits: claim under a lease, do it outside any transaction, mark it."""

import logging
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from amity.kernel.ids import new_uid
from amity.kernel.outbox.carriers import Carrier, NotEver, NotNow, carried_kinds, carrier_of
from amity.kernel.outbox.models import OutgoingEffect, State

log = logging.getLogger("amity.outbox")

LEASE = timedelta(minutes=2)
# About a day in all, then an administrator is asked.
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720)]
KEPT_FOR = timedelta(days=30)
DIED = "The worker ended before it could note whether this went out."


def deliver_due(limit: int = 50) -> int:
    """Carry out up to `limit` effects that are due; return how many were begun. Safe in any number of processes."""
    _take_back_expired()
    claimed = _claim_due(limit)
    if not claimed:
        return 0
    _sync_every_commit()
    return sum(_carry(effect) for effect in claimed)


def _take_back_expired() -> None:
    """Return the claims of dead workers: what was not begun waits again, what was begun is in doubt."""
    now = timezone.now()
    expired = OutgoingEffect.objects.filter(state=State.CLAIMED, lease_until__lt=now)
    if not expired.exists():
        return
    safe = [kind for kind in carried_kinds() if (carrier := carrier_of(kind)) and carrier.repeats_safely]
    expired.filter(begun_at=None).update(state=State.WAITING, claim=None, lease_until=None)
    expired.filter(kind__in=safe).update(state=State.WAITING, claim=None, lease_until=None, begun_at=None)
    expired.update(state=State.UNKNOWN, claim=None, lease_until=None, ended_at=now, error=DIED)


def _claim_due(limit: int) -> list[OutgoingEffect]:
    now = timezone.now()
    due = OutgoingEffect.objects.filter(state=State.WAITING, lane=None, run_after__lte=now, kind__in=carried_kinds())
    # An idle worker only reads: on SQLite the transaction below would stop every writer for a moment.
    if not due.exists():
        return []
    claim = new_uid()
    with transaction.atomic():
        ids = list(
            due.order_by("run_after", "id").select_for_update(skip_locked=True).values_list("id", flat=True)[:limit]
        )
        OutgoingEffect.objects.filter(id__in=ids).update(state=State.CLAIMED, claim=claim, lease_until=now + LEASE)
    return list(OutgoingEffect.objects.filter(id__in=ids, claim=claim).order_by("run_after", "id"))


def _carry(effect: OutgoingEffect) -> bool:
    carrier = carrier_of(effect.kind)
    if carrier is None or not _begin(effect):
        return False
    try:
        carrier.carry(effect.payload, str(effect.uid))
    except NotNow as problem:
        _put_off(effect, str(problem))
    except NotEver as problem:
        _end(effect, State.FAILED, error=str(problem))
    except Exception as problem:
        log.warning("%s %s is in doubt", effect.kind, effect.uid, exc_info=problem)
        if carrier.repeats_safely:
            _put_off(effect, _words(problem))
        else:
            _end(effect, State.UNKNOWN, error=_words(problem))
    else:
        _end(effect, State.DONE, carrier=carrier)
    return True


def _begin(effect: OutgoingEffect) -> bool:
    """Note that we are about to act, unless the claim was lost meanwhile."""
    now = timezone.now()
    ours = OutgoingEffect.objects.filter(pk=effect.pk, state=State.CLAIMED, claim=effect.claim, lease_until__gte=now)
    effect.attempts += 1
    return ours.update(begun_at=now, lease_until=now + LEASE, attempts=F("attempts") + 1) == 1


def _put_off(effect: OutgoingEffect, error: str) -> None:
    if effect.attempts > len(BACK_OFF):
        _end(effect, State.FAILED, error=error)
        return
    OutgoingEffect.objects.filter(pk=effect.pk, claim=effect.claim).update(
        state=State.WAITING,
        run_after=timezone.now() + BACK_OFF[effect.attempts - 1],
        claim=None,
        lease_until=None,
        begun_at=None,
        error=error[:2000],
    )


def _end(effect: OutgoingEffect, state: State, *, error: str = "", carrier: Carrier | None = None) -> None:
    payload = carrier.keep(effect.payload) if carrier else effect.payload
    # Also after the lease ran out and another process wrote `unknown`: we are the one who knows.
    OutgoingEffect.objects.filter(pk=effect.pk).exclude(state=State.DONE).update(
        state=state,
        payload=payload,
        ended_at=timezone.now(),
        claim=None,
        lease_until=None,
        error=error[:2000],
    )


def _words(problem: BaseException) -> str:
    return f"{type(problem).__name__}: {problem}"


def _sync_every_commit() -> None:
    """A last commit lost with the power would mean a mail sent twice, so this connection waits for the disk."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")


def tidy_up(now: datetime | None = None) -> int:
    """Delete effects that were done more than 30 days ago; return how many."""
    before = (now or timezone.now()) - KEPT_FOR
    # What failed in a lane was decided there; elsewhere it waits for a person.
    over = Q(state=State.DONE) | Q(state=State.FAILED, lane__isnull=False)
    deleted, _ = OutgoingEffect.objects.filter(over, ended_at__lt=before).delete()
    return deleted
