"""The family of facts that other programs tell."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from amity.kernel.facts.kinds import Fact
from amity.kernel.facts.words import ChangedField, cut, plain_value

SHOWN = 3


@dataclass(frozen=True, kw_only=True)
class TrackedEvent(Fact):
    """A program of the organisation told that something happened with a person: `tracked.signed_up`.

    `event` is the part behind the dot, `properties` whatever the program added. `counted_under` and `counted_as` are
    the numbers filters count it by.
    """

    name = "tracked.*"
    group = "event"
    names_actor = False
    personal = frozenset({"properties"})
    sentence = _("{event}")

    event: str
    properties: dict[str, Any]
    counted_under: int
    counted_as: int

    @property
    def told_as(self) -> str:
        return f"tracked.{self.event}"

    @property
    def counted(self) -> tuple[int, int]:
        return self.counted_under, self.counted_as

    @classmethod
    def tell(cls, data: dict[str, Any]) -> str:
        event = str(data.get("event", "")).replace("_", " ").replace(".", " ").strip()
        told = ", ".join(f"{change.label} {cut(change.after)}" for change in cls.details(data)[:SHOWN])
        return f"{event[:1].upper()}{event[1:]}: {told}" if told else f"{event[:1].upper()}{event[1:]}"

    @classmethod
    def details(cls, data: dict[str, Any]) -> list[ChangedField]:
        properties = data.get("properties")
        if not isinstance(properties, dict):
            return []
        # By name, for PostgreSQL does not keep the order they came in.
        return [
            ChangedField(name, name.replace("_", " "), "", told)
            for name, value in sorted(properties.items())
            if (told := plain_value(value))
        ]
