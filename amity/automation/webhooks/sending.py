"""Carry one event to its endpoint: make the body, sign it, send it, note what came of it."""

import time
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from amity.automation.webhooks.choosing import FilterErrors, passing
from amity.automation.webhooks.models import Attempt, Endpoint
from amity.automation.webhooks.payload import event_of
from amity.automation.webhooks.reactions import EFFECT
from amity.automation.webhooks.signing import secrets_of, signed_headers
from amity.kernel.api.answers import as_json, moment
from amity.kernel.facts.models import StoredFact
from amity.kernel.http import Answer, OutgoingError, house_client
from amity.kernel.outbox.carriers import Carrier, Note, NotEver, NotNow
from amity.kernel.secrets import SecretLost

SECONDS = 15.0
MOST_OCTETS = 4_000
EXCERPT = 500
PING = "ping"


class LeftOut(Exception):
    """The event is not for this endpoint any more; the message says why."""


def carry_webhook(payload: dict[str, Any], uid: str) -> Note | None:
    """Deliver one event. A test is tried once; everything else until it is taken."""
    endpoint = Endpoint.objects.select_related("owner").filter(pk=payload["endpoint"]).first()
    if endpoint is None:
        raise NotEver("the endpoint was removed")
    began = timezone.now()
    try:
        body = body_of(endpoint, payload, uid)
        signing = secrets_of(endpoint, began)
    except LeftOut as reason:
        return _noted(endpoint, uid, began, error=str(reason), is_left_out=True)
    except FilterErrors:
        raise NotNow(_("The filter asks for something that is not there any more. Change it.")) from None
    except SecretLost:
        raise NotNow(_("The secret cannot be read: the key file was replaced. Renew the secret.")) from None
    if not endpoint.owner.is_active:
        raise NotNow(_("The account with whose rights it is told is deactivated. Take the webhook over."))
    started = time.monotonic()
    try:
        answer = house_client().call(
            "POST",
            endpoint.url,
            body=body,
            headers=signed_headers(uid, int(began.timestamp()), body, signing),
            seconds=SECONDS,
            most_octets=MOST_OCTETS,
            may_cut=True,
        )
    except OutgoingError as problem:
        note = _noted(endpoint, uid, began, error=str(problem), milliseconds=_since(started))
        raise _failure(payload, str(problem), note) from problem
    note = _noted(endpoint, uid, began, answer=answer, milliseconds=_since(started))
    if answer.is_success:
        return note
    words = _("It answered %(status)d.") % {"status": answer.status}
    raise _failure(payload, words, note, after=_wished_pause(answer))


def body_of(endpoint: Endpoint, payload: dict[str, Any], uid: str) -> bytes:
    """The body as it goes out now. Raises LeftOut, FilterErrors."""
    if payload["type"] == PING:
        return as_json({"id": uid, "type": PING, "occurred_at": moment(timezone.now()), "data": {}})
    fact = StoredFact.objects.filter(pk=payload["fact"]).first()
    if fact is None:
        raise LeftOut(_("What happened is no longer kept."))
    actor = endpoint.owner.actor()
    told: list[Any] = [fact]
    if payload.get("checked", True):
        # The filter was asked when it happened; since then only the owner's sight may have changed.
        about_anything = Endpoint(kinds=endpoint.kinds)
        is_told = passing(about_anything, told, seen_by=actor)
    else:
        is_told = passing(endpoint, told, seen_by=actor)
    if not is_told:
        raise LeftOut(_("The owner of the webhook may not see the record, or its filter leaves it out."))
    return as_json({"id": uid, **event_of(fact, seen_by=actor)})


def _failure(payload: dict[str, Any], words: str, note: Note, *, after: float = 0.0) -> NotNow | NotEver:
    return NotEver(words, note=note) if payload["type"] == PING else NotNow(words, note=note, after=after)


def _noted(
    endpoint: Endpoint, uid: str, at: datetime, *, answer: Answer | None = None, error: str = "",
    milliseconds: int = 0, is_left_out: bool = False,
) -> Note:  # fmt: skip
    attempt = Attempt(
        endpoint=endpoint,
        event_uid=UUID(uid),
        at=at,
        status=answer.status if answer else None,
        answer=answer.text().replace("\0", "")[:EXCERPT] if answer else "",
        error=error[:EXCERPT],
        milliseconds=milliseconds,
        is_left_out=is_left_out,
    )

    def write() -> None:
        # Not where the endpoint went while we were calling it.
        if Endpoint.objects.filter(pk=endpoint.pk).exists():
            attempt.save(force_insert=True)

    return write


def _wished_pause(answer: Answer) -> float:
    """Seconds of Retry-After; a date there is not read."""
    text = answer.headers.get("retry-after", "")
    return float(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0.0


def _since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)


CARRIER = Carrier(EFFECT, carry_webhook, repeats_safely=True)
