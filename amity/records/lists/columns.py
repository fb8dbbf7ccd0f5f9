"""Columns of a list: which there are, how wide, how they are written in a URL (`email:180`)."""

from collections.abc import Sequence
from dataclasses import dataclass

from amity.records.kinds.fields import RecordField
from amity.records.kinds.registry import RecordKind

NARROWEST, WIDEST = 56, 800
_WIDTHS = {
    "name": 208, "number": 80, "money": 108, "home_money": 108, "price": 108, "day": 96, "moment": 96,
    "choice": 112, "yes_no": 80, "account": 72, "team": 112, "tags": 152, "email": 184, "long_text": 240,
    "place": 220, "phone": 128,
}  # fmt: skip
_ELSE = 140


@dataclass(frozen=True, slots=True)
class Column:
    """A chosen field; `width` is what a person gave it, None the usual one of its shape."""

    field: RecordField
    width: int | None = None

    @property
    def pixels(self) -> int:
        return self.width or _WIDTHS.get(self.field.shape, _ELSE)

    @property
    def written(self) -> str:
        return f"{self.field.name}:{self.width}" if self.width else self.field.name


def field_of(kind: RecordKind, name: str) -> RecordField | None:
    """The field of a kind with this name."""
    return next((field for field in kind.fields if field.name == name), None)


def name_field(kind: RecordKind) -> RecordField:
    """The field that names a record: always the first column."""
    return next(field for field in kind.fields if field.shape == "name")


def usual_columns(kind: RecordKind) -> tuple[Column, ...]:
    """The columns until a person chooses."""
    return tuple(Column(field) for field in kind.fields if field.in_list)


def read_columns(text: str, kind: RecordKind) -> tuple[tuple[Column, ...], list[str]]:
    """The columns `text` names, the name first whatever it says, and the words that are none."""
    found: dict[str, Column] = {name_field(kind).name: Column(name_field(kind))}
    wrong = []
    for word in filter(None, text.split(",")):
        name, _colon, width = word.partition(":")
        field = field_of(kind, name)
        if field is None or (width and not (width.isascii() and width.isdigit() and len(width) < 6)):
            wrong.append(word)
            continue
        found[name] = Column(field, min(WIDEST, max(NARROWEST, int(width))) if width else None)
    return tuple(found.values()), wrong


def written_columns(columns: Sequence[Column]) -> str:
    """As they stand in a URL."""
    return ",".join(column.written for column in columns)
