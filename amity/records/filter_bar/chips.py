"""The bar above a list: a chip for each part of its filter, or its text with what is wrong in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from amity.kernel.commands import Actor
from amity.kernel.filters import FilterError, FilterErrors, parse_text
from amity.records.filter_bar.around import Around
from amity.records.filter_bar.words import Saying, saying
from amity.records.kinds.filtering import catalogue_of
from amity.records.lists.state import ListState


@dataclass(frozen=True, slots=True)
class Chip:
    """One part: how it reads, where it is edited, and the list without it."""

    saying: Saying
    edit_href: str
    removed_href: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters of a filter's text."""

    text: str
    is_wrong: bool = False


@dataclass(frozen=True, slots=True)
class WrittenFilter:
    """A filter's text in a box, cut where it is wrong."""

    around: Around
    text: str
    errors: Sequence[FilterError] = ()

    @property
    def pieces(self) -> list[Piece]:
        return pieces_of(self.text, self.errors)

    @property
    def builder_path(self) -> str:
        return self.around.path()

    @property
    def count_path(self) -> str:
        return self.around.path("count")

    @property
    def completions_path(self) -> str:
        return self.around.path("completions")

    @property
    def bar_href(self) -> str:
        return self.around.href("bar", filter=self.text)

    @property
    def left_href(self) -> str:
        return self.around.list_href(self.text)

    @property
    def cleared_href(self) -> str:
        return self.around.list_href("")


@dataclass(frozen=True, slots=True)
class Bar:
    """`written` stands where the filter is shown as text; else `chips`."""

    around: Around
    text: str
    chips: list[Chip] = field(default_factory=list)
    written: WrittenFilter | None = None

    @property
    def is_wrong(self) -> bool:
        return bool(self.written and self.written.errors)

    @property
    def cleared_href(self) -> str:
        return self.around.list_href("")

    @property
    def add_href(self) -> str:
        return self.around.href(filter=self.text, add="")

    @property
    def edit_href(self) -> str:
        return self.around.href(filter=self.text)

    @property
    def text_href(self) -> str:
        return self.around.href("text", filter=self.text)

    @property
    def text_bar_href(self) -> str:
        return self.around.href("bar", filter=self.text, form="text")


def bar_of(state: ListState, *, seen_by: Actor, as_text: bool = False) -> Bar:
    """The bar of a list; what nobody can read is shown as text, marked."""
    around, text, wanted = Around(state), state.filter, state.wanted
    if text and wanted is None:
        try:
            wanted = parse_text(text, catalogue_of(state.kind.name, seen_by=seen_by))
        except FilterErrors as wrong:
            return Bar(around, text, written=WrittenFilter(around, text, wrong.errors))
    if wanted is None:
        return Bar(around, "", written=WrittenFilter(around, "") if as_text else None)
    catalogue, text = wanted.catalogue, wanted.to_text()
    chips = [
        Chip(
            saying(part.root, catalogue),
            around.href(filter=text, part=str(place)),
            around.list_href(wanted.without(place).to_text()),
        )
        for place, part in enumerate(wanted.parts)
        if part.root is not None
    ]
    return Bar(around, text, chips, WrittenFilter(around, text) if as_text else None)


def pieces_of(text: str, errors: Sequence[FilterError]) -> list[Piece]:
    """A text cut at its mistakes; one at the end marks the place behind it."""
    pieces: list[Piece] = []
    at = 0
    for error in sorted(errors, key=lambda one: one.start):
        start, end = max(at, min(error.start, len(text))), min(error.end, len(text))
        if start > at:
            pieces.append(Piece(text[at:start]))
        wrong = text[start:end] if end > start else " " if start == len(text) else ""
        if wrong:
            pieces.append(Piece(wrong, is_wrong=True))
        at = max(at, end, start)
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return pieces


def expected_words(error: FilterError) -> str:
    """What fits instead, where the message does not say it by itself."""
    if not error.expected or _("Expected") in error.message:
        return ""
    return _("Perhaps: %(words)s") % {"words": ", ".join(error.expected[:6])}
