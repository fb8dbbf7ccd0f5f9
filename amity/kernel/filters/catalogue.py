"""What can be asked of a kind of record: fields, relations, behaviours. Rooms register them; the kernel knows none."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from amity.kernel.commands import Actor
from amity.kernel.filters.operators import OPERATORS, Type
from amity.kernel.filters.periods import Clock, clock_of
from amity.kernel.text import sort_key

Text = str | Promise
Rows = Callable[[Actor], "QuerySet[Any]"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value as it is stored and written, and as people read it. `hint` sets apart choices of the same name."""

    value: str
    label: Text
    hint: Text = ""


@dataclass(frozen=True, slots=True)
class Through:
    """Rows of another table that belong to the record; a condition holds when any of them fits.

    `rows` are those the viewer may count, `record` the column that names the record.
    """

    rows: Rows
    record: str


@dataclass(frozen=True, kw_only=True)
class Field:
    """Something of a record that can be asked for.

    path      the column, as the ORM names it from the record, or from the rows of `through`
    key       the stored sort key of a text; `key_of` turns what was typed into the same form
    through   where it stands in rows of another table; `path` may be '' for a yes/no that asks if there are any
    choices   of a choice: a sequence, or a function of the viewer
    scale     how many stored units make one (of a number; money takes the decimals of its currency)
    currency  of money: the column that holds the currency; '' is the home currency. With `scale` above 1, millionths
    seconds   of a moment: the column that holds it in seconds since 1970, where that one has the index
    kind      of a relation: the name of the kind it leads to; its fields can be asked one hop away
    resolve   of a relation to what is no record (an account): the keys a word means
    lookup    choices for the first letters typed, of what the viewer may see
    operators what can be asked, where it is less than the type allows
    aliases   other names it is read under
    """

    name: str
    label: Text
    type: Type
    path: str = ""
    key: str = ""
    key_of: Callable[[str], str] = sort_key
    through: Through | None = None
    choices: Sequence[Choice] | Callable[[Actor], Sequence[Choice]] = ()
    scale: int = 1
    currency: str = ""
    seconds: str = ""
    kind: str = ""
    resolve: Callable[[str, Actor], Collection[int]] | None = None
    lookup: Callable[[str, Actor], Sequence[Choice]] | None = None
    operators: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    group: Text = ""
    order: int = 100

    @property
    def allowed(self) -> tuple[str, ...]:
        return self.operators or OPERATORS[self.type]

    def choices_for(self, actor: Actor) -> Sequence[Choice]:
        return self.choices(actor) if callable(self.choices) else self.choices


@dataclass(frozen=True, kw_only=True)
class Detail:
    """What narrows a behaviour: `product "X"`; `narrow(rows, word, seen_by)` leaves the rows that count."""

    name: str
    label: Text
    narrow: Callable[["QuerySet[Any]", str, Actor], "QuerySet[Any]"]
    lookup: Callable[[str, Actor], Sequence[Choice]] | None = None


@dataclass(frozen=True, kw_only=True)
class Behaviour:
    """Something that happens with a record, any number of times.

    verb     the word before its name, '' for none: `has` call, ordered
    rows     one row each time it happened, those the viewer may count
    record   the column that names the record; `at` the moment it happened
    amount   the column of its worth in home minor units, where it has one; `amount_rows` what is added up
    """

    name: str
    label: Text
    rows: Rows
    record: str
    at: str
    verb: str = ""
    amount: str = ""
    amount_rows: Rows | None = None
    details: tuple[Detail, ...] = ()
    order: int = 100

    @property
    def phrase(self) -> str:
        return f"{self.verb} {self.name}".strip()

    def detail(self, name: str) -> Detail | None:
        return next((item for item in self.details if item.name == name), None)


@dataclass(frozen=True, slots=True)
class Found:
    """A field, the catalogue it is from, and the relation that leads to it, if one does."""

    field: Field
    catalogue: "Catalogue"
    over: Field | None = None

    @property
    def name(self) -> str:
        """As it stands in a filter."""
        return f"{self.over.name}.{self.field.name}" if self.over else self.field.name


@dataclass
class Catalogue:
    """What one viewer can ask of one kind. `rows` are the records they may see; `related` opens another kind."""

    kind: str
    seen_by: Actor
    rows: Rows
    clock: Clock
    home_currency: str = "EUR"
    fields: dict[str, Field] = field(default_factory=dict)
    behaviours: dict[str, Behaviour] = field(default_factory=dict)
    related: Callable[[str], "Catalogue"] | None = None
    # What a compiler has found out about sizes, for the next query of the same filter.
    are_few: dict[Any, bool] = field(default_factory=dict)
    _opened: dict[str, "Catalogue"] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        kind: str,
        *,
        seen_by: Actor,
        rows: Rows,
        fields: Iterable[Field] = (),
        behaviours: Iterable[Behaviour] = (),
        clock: Clock | None = None,
        home_currency: str = "EUR",
        related: Callable[[str], "Catalogue"] | None = None,
    ) -> "Catalogue":
        return cls(
            kind,
            seen_by,
            rows,
            clock or clock_of(seen_by),
            home_currency,
            {item.name: item for item in sorted(fields, key=lambda item: item.order)},
            {item.name: item for item in sorted(behaviours, key=lambda item: item.order)},
            related,
        )

    def find(self, path: str) -> Found | None:
        """The field a name means, `stage` or one hop away `company.industry`; None when there is none."""
        name, dot, further = path.partition(".")
        item = self.field(name)
        if not dot:
            return Found(item, self) if item else None
        there = self.open(item) if item else None
        target = there.field(further) if there else None
        return Found(target, there, item) if target and there else None

    def field(self, name: str) -> Field | None:
        """A field by its name, or by another one it is read under."""
        known = self.fields.get(name)
        return known or next((item for item in self.fields.values() if name in item.aliases), None)

    def open(self, relation: Field) -> "Catalogue | None":
        """The catalogue of the kind a relation leads to; by the same clock, without a further hop."""
        if not relation.kind or self.related is None:
            return None
        if relation.kind not in self._opened:
            self._opened[relation.kind] = self.related(relation.kind)
        return self._opened[relation.kind]
