"""What is wrong with a filter, and where."""

from collections.abc import Sequence
from dataclasses import dataclass

from amity.kernel.commands import Invalid


@dataclass(frozen=True, slots=True)
class FilterError:
    """One mistake: `start` and `end` are places in the text (0 and 0 in the JSON form); `expected` fits there."""

    start: int
    end: int
    message: str
    expected: tuple[str, ...] = ()


class FilterErrors(Invalid):
    """A filter that cannot be read; `errors` are in order of their places, at least one."""

    def __init__(self, errors: Sequence[FilterError]) -> None:
        super().__init__("filter.invalid", errors[0].message, "filter")
        self.errors = list(errors)


class BadValue(ValueError):
    """A value that does not fit its field; the message is for people."""

    def __init__(self, message: str, expected: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.expected = tuple(expected)
