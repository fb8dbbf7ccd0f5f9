"""The head of a list: one heading a column, and what a click on it asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from amity.records.kinds.fields import RecordField, Words
from amity.records.lists.state import ListState


@dataclass(frozen=True, slots=True)
class Heading:
    """`href` sorts by this column alone (with Shift held, the script adds it to the others); `direction` is aria-sort's
    word; `is_edited` says whether its cells can be changed in place.

    `place` is which of several sorts it is, 0 where there is one.
    """

    name: str
    label: Words
    pixels: int
    is_figure: bool
    is_edited: bool
    href: str = ""
    direction: str = ""
    place: int = 0


def headings(state: ListState) -> Sequence[Heading]:
    """The headings of a list's columns."""
    sorts = {name.removeprefix("-"): (place, name) for place, name in enumerate(state.sort)}
    return [_heading(column.field, column.pixels, state, sorts.get(column.field.name)) for column in state.columns]


def _heading(field: RecordField, pixels: int, state: ListState, sort: tuple[int, str] | None) -> Heading:
    if not field.sort:
        return Heading(field.name, field.label, pixels, field.is_figure, bool(field.editor))
    place, now = sort if sort else (0, "")
    falls = not now.startswith("-") if now else field.falls_first
    wanted = f"-{field.name}" if falls else field.name
    direction = ("descending" if now.startswith("-") else "ascending") if sort else ""
    return Heading(
        field.name,
        field.label,
        pixels,
        field.is_figure,
        bool(field.editor),
        _question(state.with_(sort=(wanted,))),
        # The attribute is for one column of a table: the one that leads.
        direction,
        place + 1 if sort and len(state.sort) > 1 else 0,
    )


def _question(state: ListState) -> str:
    return f"?{state.query()}" if state.query() else state.path
