"""Read endpoints and their log; administrators alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from amity.automation.webhooks.models import Attempt, Endpoint
from amity.automation.webhooks.sending import PING, LeftOut, body_of
from amity.automation.webhooks.signing import secrets_of
from amity.kernel.commands import Actor, Missing
from amity.kernel.filters import FilterErrors
from amity.kernel.outbox.lanes import LaneState, lane_states
from amity.kernel.outbox.models import OutgoingEffect, State
from amity.workspace.access.visibility import require_administrator

PAGE = 50
# A stumble is no trouble yet.
TROUBLE_AFTER = 3


@dataclass(frozen=True, slots=True)
class EndpointRow:
    """An endpoint and how it is doing: `state` is well, paused, retrying (it stumbled), or failing."""

    endpoint: Endpoint
    lane: LaneState

    @property
    def state(self) -> str:
        if self.endpoint.is_paused:
            return "paused"
        if not self.lane.failures:
            return "well"
        return "failing" if self.lane.failures >= TROUBLE_AFTER else "retrying"

    @property
    def title(self) -> str:
        return str(self.endpoint)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event for an endpoint: `state` is sent, waiting, retrying, left_out or failed (a test that was not taken)."""

    uid: UUID
    type: str
    placed_at: datetime
    ended_at: datetime | None
    state: str
    attempts: int
    last: Attempt | None

    @property
    def is_test(self) -> bool:
        return self.type == PING


def endpoint_list(*, seen_by: Actor) -> list[EndpointRow]:
    """All endpoints, the oldest first."""
    require_administrator(seen_by)
    endpoints = list(Endpoint.objects.select_related("owner").order_by("pk"))
    states = lane_states([endpoint.lane for endpoint in endpoints])
    return [EndpointRow(endpoint, states[endpoint.lane]) for endpoint in endpoints]


def get_endpoint(uid: UUID, *, seen_by: Actor) -> EndpointRow:
    """One endpoint; Missing when there is none."""
    require_administrator(seen_by)
    endpoint = Endpoint.objects.select_related("owner").filter(uid=uid).first()
    if endpoint is None:
        raise Missing("no such webhook")
    return EndpointRow(endpoint, lane_states([endpoint.lane])[endpoint.lane])


def endpoint_secrets(uid: UUID, *, seen_by: Actor) -> list[str]:
    """What signs now: the present secret, and the old one while it still does. Raises SecretLost."""
    return secrets_of(get_endpoint(uid, seen_by=seen_by).endpoint, timezone.now())


def delivery_list(
    uid: UUID, *, seen_by: Actor, state: str = "", before: UUID | None = None, limit: int = PAGE
) -> tuple[list[Delivery], UUID | None]:
    """The newest events of an endpoint, and what to ask for the next page with (None: there is none).

    `state` is waiting (not sent yet), sent or "" for all.
    """
    endpoint = get_endpoint(uid, seen_by=seen_by).endpoint
    rows = OutgoingEffect.objects.filter(lane__in=[endpoint.lane, endpoint.test_lane])
    if state == "waiting":
        rows = rows.filter(state=State.WAITING)
    elif state == "sent":
        rows = rows.filter(state=State.DONE)
    if before:
        last = rows.model._default_manager.filter(uid=before).values_list("pk", flat=True).first()
        rows = rows.filter(pk__lt=last or 0)
    found = list(rows.order_by("-id")[: limit + 1])
    following = found[limit - 1].uid if len(found) > limit else None
    return _deliveries(endpoint, found[:limit]), following


def get_delivery(uid: UUID, event: UUID, *, seen_by: Actor) -> tuple[Delivery, list[Attempt]]:
    """One event and all tries, the newest first; Missing when it is none of this endpoint's."""
    endpoint = get_endpoint(uid, seen_by=seen_by).endpoint
    row = _effect(endpoint, event)
    attempts = Attempt.objects.filter(endpoint=endpoint, event_uid=event).order_by("-id")[:100]
    return _deliveries(endpoint, [row])[0], list(attempts)


def delivery_body(uid: UUID, event: UUID, *, seen_by: Actor) -> str:
    """What the event says as it would be sent now; "" when it would not be sent."""
    endpoint = get_endpoint(uid, seen_by=seen_by).endpoint
    try:
        return body_of(endpoint, _effect(endpoint, event).payload, str(event)).decode()
    except (LeftOut, FilterErrors):
        return ""


def troubled_endpoints() -> list[EndpointRow]:
    """Those that fail; for `amity check`, which asks in the operator's name."""
    rows = endpoint_list(seen_by=Actor.system())
    return [row for row in rows if row.state == "failing"]


def _effect(endpoint: Endpoint, event: UUID) -> OutgoingEffect:
    rows = OutgoingEffect.objects.filter(Q(lane=endpoint.lane) | Q(lane=endpoint.test_lane), uid=event)
    row = rows.first()
    if row is None:
        raise Missing("no such event")
    return row


def _deliveries(endpoint: Endpoint, rows: Collection[OutgoingEffect]) -> list[Delivery]:
    attempts = Attempt.objects.filter(endpoint=endpoint, event_uid__in=[row.uid for row in rows]).order_by("id")
    last: dict[Any, Attempt] = {attempt.event_uid: attempt for attempt in attempts}
    return [
        Delivery(
            uid=row.uid,
            type=row.payload["type"],
            placed_at=row.placed_at,
            ended_at=row.ended_at,
            state=_state(row, last.get(row.uid)),
            attempts=row.attempts,
            last=last.get(row.uid),
        )
        for row in rows
    ]


def _state(row: OutgoingEffect, last: Attempt | None) -> str:
    if row.state == State.DONE:
        return "left_out" if last and last.is_left_out else "sent"
    if row.state == State.FAILED:
        return "failed"
    return "retrying" if row.attempts and row.error else "waiting"
