"""A pass over the words of a filter. Every place remembers what could have stood there: errors say it, completion
offers it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from amity.kernel.filters.catalogue import Behaviour, Catalogue, Detail, Found
from amity.kernel.filters.errors import FilterError
from amity.kernel.filters.words import RESERVED, Token


@dataclass(frozen=True, slots=True)
class Option:
    """What could stand at a place: `kind` is word, field, value, detail, figure or period; `of` is what it is for."""

    kind: str
    text: str = ""
    of: Found | Behaviour | Detail | None = None


class Stop(Exception):
    """Reading cannot go on."""


class Pass:
    """Where reading stands; `tried` maps a place among the words to what could stand there."""

    def __init__(self, tokens: list[Token], length: int, catalogue: Catalogue) -> None:
        self.tokens, self.length, self.catalogue = tokens, length, catalogue
        self.at = 0
        self.tried: dict[int, list[Option]] = {}
        self.errors: list[FilterError] = []

    def _next(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _try(self, option: Option) -> None:
        self.tried.setdefault(self.at, []).append(option)

    def _word(self, word: str) -> bool:
        return self._words(word)

    def _words(self, *words: str) -> bool:
        """Pass over these words, or stay and note what was missing."""
        start = self.at
        for place, word in enumerate(words):
            token = self._next()
            if token is None or not token.says(word):
                self._try(Option("word", " ".join(words[place:])))
                self.at = start
                return False
            self.at += 1
        return True

    def _plain_word(self) -> Token:
        token = self._next()
        if token is None or token.kind == "sign" or (token.kind == "word" and token.text.casefold() in RESERVED):
            self._wrong()
            raise Stop
        self.at += 1
        return token

    # Errors

    def _say(self, token: Token, message: str, expected: Sequence[str] = ()) -> None:
        self.errors.append(FilterError(token.start, token.end, message, tuple(expected)))

    def _stop(self, message: str) -> None:
        token = self._next()
        start = token.start if token else self.length
        self.errors.append(FilterError(start, self.length, message))
        raise Stop

    def _wrong(self) -> None:
        """Stop at the word furthest on that nothing could make sense of."""
        place = max(self.tried, default=self.at)
        token = self.tokens[place] if place < len(self.tokens) else None
        expected = tuple(dict.fromkeys(words_for(option) for option in self.tried.get(place, ())))
        few = get_text_list([f"“{word}”" for word in expected[:5]], _("or"))
        if token is None:
            message = _("The filter ends too early. Expected %(expected)s.") % {"expected": few}
        else:
            message = _("“%(word)s” does not fit here. Expected %(expected)s.") % {
                "word": token.text[:60],
                "expected": few,
            }
        start, end = (token.start, token.end) if token else (self.length, self.length)
        self.errors.append(FilterError(start, end, message, expected))
        raise Stop

    def _skip(self) -> None:
        """Go to the end of a condition that was not understood, so that those behind it are read too."""
        depth = 0
        while token := self._next():
            if token.kind == "sign" and token.text == "(":
                depth += 1
            elif token.kind == "sign" and token.text == ")":
                if depth == 0:
                    return
                depth -= 1
            elif depth == 0 and token.kind == "word" and token.text.casefold() in ("and", "or"):
                return
            self.at += 1


def words_for(option: Option) -> str:
    """What could stand at a place, in a word."""
    if option.kind == "word":
        return option.text
    return {
        "field": _("a field"),
        "value": _("a value"),
        "detail": _("a name"),
        "figure": _("a number"),
        "period": _("a date"),
    }[option.kind]
