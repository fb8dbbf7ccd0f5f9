"""What was found out about a file: plain frozen values that a page can show, change and store as JSON."""

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, NamedTuple

TEXT = "text"
WORKBOOKS = ("xlsx", "xlsm", "xlsb", "xls", "ods")


class Row(NamedTuple):
    """One record. `number` is the row a spreadsheet shows, counting title and blank rows, from 1.

    `cells` has exactly one text per header name. `problem` says why the row must not be used as it is; `missing`
    counts the trailing cells that were not in the file and came back empty.
    """

    number: int
    cells: list[str]
    problem: str | None = None
    missing: int = 0


@dataclass(frozen=True)
class Reason:
    """Why a field of a guess has its value. `certain` is False when the file does not prove it."""

    field: str
    certain: bool
    text: str


@dataclass(frozen=True)
class FileGuess:
    """How a file is to be read. Every field may be replaced; reading follows what stands here.

    `format` is "text" or a kind of workbook, `packing` "", "gz" or "zip", `member` the file inside the zip.
    `encoding`, `delimiter`, `quote` ("" for none), `escape` ("doubled", "backslash" or "none") and `newline` ("\\n",
    "\\r\\n", "\\r" or "mixed") matter for text, `sheets` and `sheet` for workbooks. `head_rows` rows before the header
    (or before the first row of data when `has_header` is False) are skipped; `head` shows their text.
    `header` has one unique name per column. Change delimiter, sheet, encoding or head_rows through `inspect(path,
    name, delimiter=";")`, which guesses again whatever depends on it.
    """

    format: str
    packing: str = ""
    member: str = ""
    encoding: str = ""
    delimiter: str = ""
    quote: str = ""
    escape: str = ""
    newline: str = ""
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    head_rows: int = 0
    head: tuple[str, ...] = ()
    has_header: bool = True
    header: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()

    def why(self, field: str) -> Reason:
        """The reason given for one field; an empty certain one for a field nobody had to guess."""
        return next((reason for reason in self.reasons if reason.field == field), Reason(field, True, ""))

    @property
    def certain(self) -> bool:
        """True when nothing in the guess needs a person's eye."""
        return all(reason.certain for reason in self.reasons)

    @property
    def uncertain_fields(self) -> tuple[str, ...]:
        return tuple(reason.field for reason in self.reasons if not reason.certain)

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "FileGuess":
        values = _known(cls, json.loads(text))
        values["reasons"] = tuple(Reason(**reason) for reason in values.get("reasons", ()))
        return cls(**values)


@dataclass(frozen=True)
class ColumnGuess:
    """What a column holds and how its cells are written.

    `kind` is one of empty, integer, number, money, date, yes_no, email, phone, url, text. `convention` names how
    numbers are written by an example ("1,234.56"), `formats` how dates are ("d.m.yyyy"), `currency` is the ISO code of
    money or "". `nulls` are the words that stand for nothing ("NULL"); `samples` the first distinct cells. `unproven`
    lists what the cells leave open (kind, exceptions, convention, currency, format, order of day and month, century);
    it is empty when `certain`.
    `whole_floats` says that whole numbers are written like "17850.0".
    """

    index: int
    name: str
    kind: str
    certain: bool = True
    reason: str = ""
    unproven: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()
    nulls: tuple[str, ...] = ()
    convention: str = ""
    formats: tuple[str, ...] = ()
    currency: str = ""
    whole_floats: bool = False

    def unsure(self, what: str, reason: str) -> "ColumnGuess":
        """The same guess with one thing the cells do not prove."""
        return replace(self, certain=False, unproven=(*self.unproven, what), reason=reason)

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "ColumnGuess":
        return cls(**_known(cls, json.loads(text)))


def _known(cls: type, values: dict[str, Any]) -> dict[str, Any]:
    names = {field.name for field in fields(cls)}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items() if name in names}
