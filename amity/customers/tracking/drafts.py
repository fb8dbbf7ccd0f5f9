"""What a program says of an event, before anything is checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Whom:
    """The person an event is about: exactly one of their id, an e-mail address, and a (source, value) of another
    system."""

    id: UUID | None = None
    email: str = ""
    external_id: tuple[str, str] | None = None


@dataclass(slots=True)
class EventDraft:
    """An event to be told. `id` is the program's own: with the name it makes the event told once, however often sent.

    `occurred_at` is now by default; `properties` is a JSON object.
    """

    name: str
    person: Whom
    occurred_at: datetime | None = None
    properties: Mapping[str, Any] = field(default_factory=dict)
    id: str = ""
