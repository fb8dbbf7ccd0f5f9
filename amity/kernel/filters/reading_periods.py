"""Read a date, a span or a distance in words."""

from collections.abc import Sequence

from amity.kernel.filters.errors import BadValue, FilterError
from amity.kernel.filters.passing import Option, Pass, Stop
from amity.kernel.filters.periods import UNITS, canonical_period
from amity.kernel.filters.words import Token


class PeriodPass(Pass):
    """A pass that knows periods."""

    def _period(self) -> str | None:
        self._try(Option("period"))
        token = self._next()
        if token and token.kind == "quoted":
            self.at += 1
            return self._checked_period(token, token, token.text)
        for word in ("today", "yesterday", "tomorrow"):
            if self._word(word):
                return word
        if self._word("the"):
            for which in ("last", "next"):
                if self._word(which):
                    return self._rolling(which)
            self._wrong()
        for which in ("this", "last", "next"):
            if self._word(which):
                return self._calendar(which)
        has_more = self.at + 1 < len(self.tokens)
        if token and token.text.isdecimal() and has_more and (distant := self._distant()) is not None:
            return distant
        token = self._plain_word()
        return self._checked_period(token, token, token.text)

    def _rolling(self, which: str) -> str | None:
        number, first = "", self.tokens[self.at - 2]
        if (token := self._next()) and token.text.isdecimal():
            number = token.text
            self.at += 1
        else:
            self._try(Option("figure"))
        unit = self._unit()
        return self._checked_period(first, self.tokens[self.at - 1], f"the {which} {number} {unit}")

    def _calendar(self, which: str) -> str | None:
        first, unit = self.tokens[self.at - 1], self._unit(UNITS[1:])
        return self._checked_period(first, self.tokens[self.at - 1], f"{which} {unit}")

    def _distant(self, *, only_ago: bool = False) -> str | None:
        """`30 days ago`; None, and nowhere else, where it is something other."""
        start = self.at
        token = self._next()
        if token is None or not token.text.isdecimal():
            self._try(Option("figure"))
            return None
        self.at += 1
        for unit in UNITS:
            if self._word(unit + "s") or self._word(unit):
                for end in ("ago",) if only_ago else ("ago", "from now"):
                    if self._words(*end.split()):
                        return self._checked_period(token, self.tokens[self.at - 1], f"{token.text} {unit} {end}")
                self._wrong()
        self.at = start
        return None

    def _unit(self, units: Sequence[str] = UNITS) -> str:
        if self.at >= len(self.tokens):
            for unit in units:
                self._try(Option("word", f"{unit}s" if self.tokens[-1].text.isdecimal() else unit))
            self._wrong()
        for unit in units:
            if self._word(unit) or self._word(unit + "s"):
                return unit
        self._wrong()
        raise Stop

    def _checked_period(self, first: Token, last: Token, text: str) -> str | None:
        try:
            return canonical_period(text)
        except BadValue as bad:
            self.errors.append(FilterError(first.start, last.end, bad.message, bad.expected))
            return None
