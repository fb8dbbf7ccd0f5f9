"""Who carries which kind of effect, and how a carrier says that it could not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Note = Callable[[], None]


class NotNow(Exception):
    """Nothing happened outside; try again later: in lanes not before `after` seconds, calling `note` with it."""

    def __init__(self, message: str, *, note: Note | None = None, after: float = 0.0) -> None:
        super().__init__(message)
        self.note, self.after = note, after


class NotEver(Exception):
    """Nothing happened outside, and trying again would not help. In a lane, `note` is called with it."""

    def __init__(self, message: str, *, note: Note | None = None) -> None:
        super().__init__(message)
        self.note = note


class Unsure(Exception):
    """It may have happened outside; a person must look."""


def everything(payload: dict[str, Any]) -> dict[str, Any]:
    """Keep the whole payload of a finished effect."""
    return payload


@dataclass(frozen=True, slots=True)
class Carrier:
    """Carries one kind of effect.

    kind            the word on the rows: `mail`
    carry           does it, given the payload and the row's public key (the same on every attempt); raises NotNow,
                    NotEver or Unsure, anything else counts as Unsure. In a lane, what it returns is called in the
                    transaction that marks the effect
    repeats_safely  the other side recognises a repetition, so an effect in doubt is simply tried again
    keep            what of the payload stays once the effect is done
    """

    kind: str
    carry: Callable[[dict[str, Any], str], Note | None]
    repeats_safely: bool = False
    keep: Callable[[dict[str, Any]], dict[str, Any]] = everything


_carriers: dict[str, Carrier] = {}


def register_carrier(carrier: Carrier) -> None:
    """Make a carrier known; called from an app's ready(). A later one of the same kind takes its place."""
    _carriers[carrier.kind] = carrier


def carrier_of(kind: str) -> Carrier | None:
    """The carrier of a kind, if this process has one."""
    return _carriers.get(kind)


def carried_kinds() -> list[str]:
    """All kinds this process can carry."""
    return sorted(_carriers)
