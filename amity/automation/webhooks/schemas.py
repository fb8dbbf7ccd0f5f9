"""Webhooks as JSON."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from amity.automation.webhooks.drafts import EndpointDraft
from amity.automation.webhooks.queries import Delivery, EndpointRow
from amity.kernel.api.values import Moment, Taken


class EndpointIn(Taken):
    """Where to, and what of."""

    url: str = Field(min_length=1, max_length=2000, examples=["https://erp.example.org/amity"])
    kinds: list[Annotated[str, Field(max_length=64)]] = Field(
        min_length=1, max_length=200, description="Kinds of fact, `tracked.*` for all of a family."
    )
    description: str = Field("", max_length=200)
    about_kind: str = Field("", max_length=32, description="Only about records of this kind: `person`.")
    filter: str = Field("", max_length=4000, description="Of these, only those that fit, in the filter language.")
    includes_history: bool = Field(False, description="Imported, sample and late history too.")

    def draft(self) -> EndpointDraft:
        return EndpointDraft(
            url=self.url,
            kinds=tuple(self.kinds),
            description=self.description,
            about_kind=self.about_kind,
            filter_text=self.filter,
            includes_history=self.includes_history,
        )


class OwnerOut(BaseModel):
    """With whose rights it is told."""

    id: UUID
    name: str


class EndpointOut(BaseModel):
    """A webhook and how it is doing. Its secret is told by a route of its own."""

    id: UUID
    url: str
    description: str
    kinds: list[str]
    about_kind: str
    filter: str
    includes_history: bool
    state: str = Field(description="well, paused, retrying or failing")
    waiting: int
    failures: int = Field(description="Tries in a row that failed.")
    failing_since: datetime | None
    next_try: datetime | None
    error: str
    owner: OwnerOut
    created_at: datetime


class EndpointList(BaseModel):
    """All webhooks, the oldest first."""

    items: list[EndpointOut]


class SecretOut(BaseModel):
    """What signs now, the present secret first; during a renewal two."""

    secrets: list[str]


class RenewalIn(Taken):
    overlap: bool = Field(True, description="The old secret signs beside the new one for a day.")


class AttemptOut(BaseModel):
    """One try: `status` is the answer's, null when none came."""

    at: datetime
    status: int | None
    milliseconds: int
    answer: str
    error: str


class EventOut(BaseModel):
    """An event for a webhook."""

    id: UUID
    type: str
    state: str = Field(description="sent, waiting, retrying, left_out, or failed (a test that was not taken)")
    placed_at: datetime
    ended_at: datetime | None
    attempts: int
    last: AttemptOut | None


class EventPage(BaseModel):
    """A page of events, the newest first."""

    items: list[EventOut]
    next: str | None


class ReplayIn(Taken):
    """Events of a time: `since` is in it, `until` is not."""

    since: Moment
    until: Moment


class ReplayOut(BaseModel):
    events: int


class TestOut(BaseModel):
    """The id of the test's event."""

    id: UUID


def endpoint_json(row: EndpointRow) -> dict[str, Any]:
    """A webhook as answers give it."""
    endpoint, lane = row.endpoint, row.lane
    return {
        "id": endpoint.uid,
        "url": endpoint.url,
        "description": endpoint.description,
        "kinds": endpoint.kinds,
        "about_kind": endpoint.about_kind,
        "filter": endpoint.filter_text,
        "includes_history": endpoint.includes_history,
        "state": row.state,
        "waiting": lane.waiting,
        "failures": lane.failures,
        "failing_since": lane.failing_since,
        "next_try": lane.next_try if lane.failures else None,
        "error": lane.error,
        "owner": {"id": endpoint.owner.uid, "name": str(endpoint.owner)},
        "created_at": endpoint.created_at,
    }


def event_json(delivery: Delivery) -> dict[str, Any]:
    """An event as answers give it."""
    last = delivery.last
    return {
        "id": delivery.uid,
        "type": delivery.type,
        "state": delivery.state,
        "placed_at": delivery.placed_at,
        "ended_at": delivery.ended_at,
        "attempts": delivery.attempts,
        "last": {
            "at": last.at,
            "status": last.status,
            "milliseconds": last.milliseconds,
            "answer": last.answer,
            "error": last.error,
        }
        if last
        else None,
    }
