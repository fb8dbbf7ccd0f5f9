"""Show why something was found: the matching bit of a value, marked, with everything else escaped."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from amity.kernel.search.spelling import is_one_edit
from amity.kernel.search.words import Reading, split_words
from amity.kernel.text import sort_key

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A value as HTML, and which of the reading's terms it holds."""

    html: SafeString
    terms: frozenset[int]


def marked(value: str, reading: Reading) -> Mark:
    """`value` with the beginnings of its words that the reading asks for between <mark> and </mark>."""
    if reading.is_number:
        span = _number(value, reading.terms[0])
        return Mark(_html(value, [span] if span else []), frozenset({0} if span else ()))
    spans: list[Span] = []
    terms: set[int] = set()
    for word, places in _words(value):
        for index, term in enumerate(reading.terms):
            length = _matching(word, term[0], is_alike=reading.is_alike)
            if length:
                terms.add(index)
                spans.append((places[0], places[length - 1] + 1))
    return Mark(_html(value, spans), frozenset(terms))


def _matching(word: str, asked: str, *, is_alike: bool) -> int:
    """How many letters of `word` the asked one stands for; 0 for none."""
    if word.startswith(asked):
        return len(asked)
    return len(word) if is_alike and is_one_edit(asked, word) else 0


def _words(value: str) -> Iterator[tuple[str, list[int]]]:
    """Each word of the value as the index holds it, with the place in the value that each of its letters comes from."""
    word, places = "", []
    for place, letter in enumerate(value):
        folded = sort_key(letter)
        parts = split_words(folded) if folded else []
        if folded and parts and "".join(parts) == folded:
            word += folded
            places += [place] * len(folded)
        elif folded or letter.isspace():
            if word:
                yield word, places
            word, places = "", []
    if word:
        yield word, places


def _number(value: str, asked: Iterable[str]) -> Span | None:
    places = [place for place, letter in enumerate(value) if letter in "0123456789"]
    digits = "".join(value[place] for place in places)
    for number in asked:
        start = digits.find(number)
        if start >= 0:
            return places[start], places[start + len(number) - 1] + 1
    return None


def _html(value: str, spans: list[Span]) -> SafeString:
    html, done = "", 0
    for start, end in sorted(spans):
        if start < done:
            continue
        # An accent that stands apart belongs to its letter.
        while end < len(value) and not sort_key(value[end]) and not value[end].isspace():
            end += 1
        html += f"{escape(value[done:start])}<mark>{escape(value[start:end])}</mark>"
        done = end
    return mark_safe(html + escape(value[done:]))  # noqa: S308 - every part was escaped
