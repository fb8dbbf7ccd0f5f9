"""Tracked events as JSON."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from amity.customers.tracking.drafts import EventDraft, Whom
from amity.kernel.api.problems import FieldProblem
from amity.kernel.api.values import Moment, Taken

MOST_EVENTS = 1_000
Word = Annotated[str, Field(max_length=254)]


class WhomKnownAs(Taken):
    source: Annotated[str, Field(min_length=1, max_length=64)]
    value: Annotated[str, Field(min_length=1, max_length=200)]


class WhomIn(Taken):
    """The person an event is about, named in one way."""

    id: UUID | None = None
    email: Word | None = None
    external_id: WhomKnownAs | None = None


class EventIn(Taken):
    """Something that happened with a person."""

    name: Annotated[str, Field(max_length=200, description="1 to 60 of a-z, 0-9, `_` and `.`.", examples=["signed_up"])]
    person: WhomIn
    occurred_at: Moment | None = Field(default=None, description="Now, without it.")
    properties: dict[str, Any] = Field(default_factory=dict, description="At most 8,192 bytes, 5 deep.")
    id: Annotated[
        str | None, Field(max_length=200, description="Your own: with the name it makes the event told once.")
    ] = None

    def draft(self) -> EventDraft:
        whom, external = self.person, self.person.external_id
        return EventDraft(
            name=self.name,
            person=Whom(whom.id, whom.email or "", (external.source, external.value) if external else None),
            occurred_at=self.occurred_at,
            properties=self.properties,
            id=self.id or "",
        )


class EventsIn(Taken):
    """Up to 1,000 events, each read by itself."""

    items: list[Any] = Field(min_length=1, max_length=MOST_EVENTS, json_schema_extra={"items": {"x-rows": "EventIn"}})


class EventProblem(BaseModel):
    status: int
    code: str
    errors: list[FieldProblem]


class EventAnswer(BaseModel):
    """What became of one event; `known` was told before under the same name and id."""

    index: int
    status: Literal["created", "known", "refused"]
    problem: EventProblem | None


class EventsAnswer(BaseModel):
    """An answer for each event, in the order they were sent, and how many there are of each sort."""

    created: int
    known: int
    refused: int
    rows: list[EventAnswer]
