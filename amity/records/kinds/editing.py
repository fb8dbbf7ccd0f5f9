"""How one kind is edited by hand: its form, filled and carried out. Pages of whole forms and single fields share it."""

import json
from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from amity.kernel.commands import Actor, SetResult
from amity.records.kinds.changing import RecordChange, Values
from amity.records.kinds.forms import RecordForm
from amity.records.kinds.models import Record

R = TypeVar("R", bound=Record)
F = TypeVar("F", bound=RecordForm)


class RecordEditing(ABC, Generic[R, F]):
    """A room says how its form is filled from a record and what it does; the engines know nothing else of it."""

    @abstractmethod
    def values_of(self, records: Sequence[R]) -> dict[int, Values]:
        """All changeable values by record id, as changes and facts hold them."""

    @abstractmethod
    def update(self, changes: Sequence[RecordChange], *, by: Actor) -> SetResult:
        """The room's set command that changes up to 500 records."""

    def follows(self, values: Values) -> frozenset[str]:
        """Fields that follow from others when a record holds these values, and so are not set for themselves."""
        return frozenset()

    @abstractmethod
    def initial(self, record: R, values: Values, *, seen_by: Actor) -> dict[str, Any]:
        """The form's fields filled with a record's values."""

    @abstractmethod
    def form(self, record: R | None, data: Any, *, initial: dict[str, Any], seen_by: Actor) -> F:
        """The form, bound to `data` unless that is None; `record` is None for a new one."""

    @abstractmethod
    def resolve(self, form: F, *, by: Actor) -> None:
        """Find (or add) what was typed by name in a valid form; raises Invalid. Part of the saving unit of work."""

    @abstractmethod
    def add(self, form: F, *, by: Actor) -> int:
        """Make the record a resolved form says; its id."""

    def filled(self, record: R, data: Any, *, seen_by: Actor) -> F:
        """The form of a stored record, carrying the version and values it was made with."""
        values = self.values_of([record])[record.pk]
        initial = self.initial(record, values, seen_by=seen_by)
        initial |= {"version": record.version, "was": json.dumps(values)}
        return self.form(record, data, initial=initial, seen_by=seen_by)

    def save(self, form: F, record: R, *, by: Actor, names: Collection[str] | None = None) -> None:
        """Carry out what a valid form changed, of the values `names` where that is given; raises what refuses it,
        Stale where someone else was faster."""
        self.resolve(form, by=by)
        change = form.change(record.pk)
        if names is not None:
            change = replace(change, set={name: value for name, value in change.set.items() if name in names})
        self.update([change], by=by).only()
