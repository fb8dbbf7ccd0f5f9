"""A period taken apart into the inputs of a form, and put together again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from amity.kernel.filters.errors import BadValue
from amity.kernel.filters.periods import UNITS, canonical_period

NAMED = (
    "today",
    "yesterday",
    "tomorrow",
    *(f"{which} {unit}" for unit in UNITS[1:] for which in ("this", "last", "next")),
)
# What is asked for a number and a unit.
COUNTED = {"the-last": "last", "the-next": "next", "ago": "ago", "from-now": "from now"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_COUNTED = re.compile(
    r"(?:the (?P<which>last|next)(?: (?P<some>\d+))?|(?P<count>\d+))"
    r" (?P<unit>day|week|month|quarter|year)s?(?: (?P<end>ago|from now))?"
)


@dataclass(frozen=True, slots=True)
class Span:
    """`mode` is one of NAMED or COUNTED, `day` for one day, `written` for a month, a year or what nobody can read."""

    mode: str = "the-last"
    count: str = "30"
    unit: str = "day"
    day: str = ""
    words: str = ""

    @property
    def is_counted(self) -> bool:
        return self.mode in COUNTED

    @property
    def text(self) -> str:
        """The period as the language has it; checked by nobody yet."""
        if self.mode in NAMED:
            return self.mode
        if self.mode == "day":
            return self.day
        if self.mode not in COUNTED:
            return self.words
        which = COUNTED[self.mode]
        count = self.count.strip()
        return f"the {which} {count} {self.unit}s" if self.mode.startswith("the-") else f"{count} {self.unit}s {which}"


def span_of(period: str) -> Span:
    """The inputs that show a period; what is no period is left for a person to put right."""
    try:
        period = canonical_period(period)
    except BadValue:
        return Span("written", words=period)
    if period in NAMED:
        return Span(period)
    if _DAY.fullmatch(period):
        return Span("day", day=period)
    if match := _COUNTED.fullmatch(period):
        mode = f"the-{match['which']}" if match["which"] else (match["end"] or "ago").replace(" ", "-")
        return Span(mode, match["some"] or match["count"] or "1", match["unit"])
    return Span("written", words=period)


def span_from(data: Mapping[str, str], prefix: str) -> Span:
    """What the inputs of a form say."""
    mode = data.get(f"{prefix}.mode", "the-last")
    unit = data.get(f"{prefix}.unit", "day")
    return Span(
        mode if mode in (*NAMED, *COUNTED, "day") else "written",
        data.get(f"{prefix}.count", "30")[:20],
        unit if unit in UNITS else "day",
        data.get(f"{prefix}.day", "")[:40],
        data.get(f"{prefix}.words", "")[:80],
    )
