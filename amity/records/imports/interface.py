"""What a kind of record offers to be imported: its fields, and how rows are read, matched and written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from django.utils.functional import Promise

from amity.kernel.commands import Actor
from amity.records.imports.states import Outcome


class Type(StrEnum):
    """How the cells of a field are read.

    DATE gives an aware datetime in the zone of the importing account, MONEY, NUMBER and SHARE integers in millionths,
    INTEGER an int, YES_NO a bool, IDENTIFIER text without spreadsheet artefacts (`17850.0` is 17850), the others text.
    """

    TEXT = "text"
    IDENTIFIER = "identifier"
    EMAIL = "email"
    PHONE = "phone"
    WEB = "web"
    DATE = "date"
    MONEY = "money"
    NUMBER = "number"
    SHARE = "share"
    INTEGER = "integer"
    YES_NO = "yes_no"
    TAGS = "tags"


@dataclass(frozen=True, slots=True)
class TargetField:
    """Something a column can be mapped to.

    synonyms  header names that mean it, in any language or product; compared without case, accents and punctuation
    most      how many columns may hold it; above one, a row holds a list of (value, label)
    lenient   a cell that cannot be read is left out with a warning instead of leaving the row out
    types     kinds of column (ColumnGuess.kind) that speak for it when the header does not
    """

    key: str
    label: str | Promise
    type: Type = Type.TEXT
    synonyms: tuple[str, ...] = ()
    most: int = 1
    lenient: bool = False
    types: tuple[str, ...] = ()
    group: str | Promise = ""


class Problem(NamedTuple):
    """What is wrong with a row, where, and what to do about it. `column` is the header in the file, or ''."""

    column: str
    cause: str
    fix: str


@dataclass(slots=True)
class Given:
    """A row of the file as the importer gets it: `values` by field key, only those that are not empty."""

    number: int
    values: dict[str, Any]
    cells: list[str]
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    digest: int = 0


@dataclass(slots=True)
class Plan:
    """What is to become of a row.

    `work` is the importer's own: a draft, a change. `changes` maps labels to [before, after]. `candidates` are ids of
    records it could be.
    """

    given: Given
    outcome: Outcome
    record_id: int | None = None
    part: int | None = None
    work: Any = None
    title: str = ""
    changes: dict[str, list[Any]] | None = None
    candidates: Sequence[int] = ()

    @property
    def is_left_out(self) -> bool:
        return self.outcome in (Outcome.WRONG, Outcome.AMBIGUOUS)

    def refuse(self, *problems: Problem) -> None:
        """Turn the plan into a wrong row."""
        self.outcome = Outcome.WRONG
        self.given.problems.extend(problems)


class Earlier(Protocol):
    """What earlier rows of the same file have done; the same questions for a preview and a run."""

    def rows_of(self, record_ids: Iterable[int]) -> Mapping[int, tuple[int, int]]:
        """Record id -> (row number, digest) of the first earlier row that stood for it."""
        ...

    def new_among(self, record_ids: Iterable[int]) -> set[int]:
        """Which of these records an earlier row of the file made."""
        ...

    def parts_of(self, record_ids: Iterable[int]) -> Mapping[int, set[int]]:
        """Record id -> the parts of it (places of lines) that earlier rows stood for."""
        ...

    def promised(self, keys: Iterable[str]) -> Mapping[str, tuple[int, int]]:
        """Key -> (row number, digest) of new records of earlier batches that a preview did not write."""
        ...

    def promise(self, keys: Iterable[str], number: int, digest: int) -> None:
        """Remember a record that a row would make, under the keys later rows may name it by."""
        ...


@dataclass(frozen=True, slots=True)
class Setup:
    """What an importer needs to know of one import.

    `columns` maps field keys to headers, `currency` is the code of amounts whose cells and columns name none.
    """

    source: str
    options: Mapping[str, Any]
    columns: Mapping[str, str]
    by: Actor
    is_preview: bool = False
    currency: str = ""

    def problem(self, key: str, cause: str, fix: str) -> Problem:
        """A problem with the column mapped to a field."""
        return Problem(self.columns.get(key, ""), str(cause), str(fix))

    def maps(self, *keys: str) -> bool:
        """Whether any of these fields has a column."""
        return any(key in self.columns for key in keys)


class Session(Protocol):
    """One importer at work on one import; may keep what it looked up (products by name) within bounds."""

    def plan(self, rows: Sequence[Given], earlier: Earlier) -> list[Plan]:
        """What would become of these rows, one plan each in their order; reads the database, writes nothing."""
        ...

    def write(self, plans: Sequence[Plan]) -> None:
        """Carry the plans out through set commands; sets record_id, and refuses what a command refused."""
        ...


class Importer(Protocol):
    """Registered on the RecordKind as `importer`."""

    fields: Sequence[TargetField]

    def needs(self, mapped: frozenset[str]) -> list[str]:
        """What is missing for an import, as sentences; empty when it can start. `currency` is asked by the engine."""
        ...

    def asks_currency(self, mapped: frozenset[str]) -> bool:
        """Whether amounts are imported without a column of currency codes."""
        ...

    def group_key(self, mapped: frozenset[str]) -> str | None:
        """The field whose value several rows share when they are parts of one record (an order's number)."""
        ...

    def start(self, setup: Setup) -> Session: ...
