"""Do one thing to many records of a list: set a field, put on or take off a tag, put them in the trash."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from amity.kernel.commands import MOST_IN_ONE_TRANSACTION, Actor, Invalid, SetResult
from amity.kernel.facts.refs import Ref
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.fields import RecordField
from amity.records.kinds.registry import RecordKind
from amity.records.lists.columns import field_of
from amity.records.lists.queries import Rows
from amity.records.trash.commands import trash_records

TRASH, SET, ADD_TAG, REMOVE_TAG = "trash", "set", "add-tag", "remove-tag"
MOST_TOLD = 50


@dataclass(frozen=True, slots=True)
class Action:
    """What to do: `field` and `value` of a set, the tag in `value`."""

    name: str
    field: str = ""
    value: str = ""

    def as_json(self) -> dict[str, str]:
        return asdict(self)


@dataclass(slots=True)
class Outcome:
    """What became of many records; `refusals` are (name of the record, why), the first of them."""

    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    refusals: list[tuple[str, str]] | None = None

    def add(self, records: Sequence[Any], result: SetResult, kind: RecordKind) -> None:
        """Count one set's answers."""
        self.refused += len(result.refusals)
        self.unchanged += len(result.unchanged)
        self.changed += len(result.written) - len(result.unchanged)
        told = self.refusals = self.refusals or []
        for place, why in sorted(result.refusals.items()):
            if len(told) < MOST_TOLD:
                told.append((str(kind.title(records[place])), why[0].message))


def settable(kind: RecordKind) -> list[RecordField]:
    """The fields that are set for many at once: owner, and choices that are edited by themselves."""
    return [
        field
        for field in kind.fields
        if field.shape in ("choice", "account") and len(field.editor) == 1 == len(field.changes)
    ]


def has_tags(kind: RecordKind) -> bool:
    return any(field.shape == "tags" and field.editor for field in kind.fields)


def read_action(asked: Mapping[str, str], kind: RecordKind) -> Action:
    """The action of a form: `action` is trash, add-tag, remove-tag or set:<field>. Raises Invalid."""
    name, _colon, field = asked.get("action", "").partition(":")
    if name == TRASH:
        return Action(TRASH)
    if name in (ADD_TAG, REMOVE_TAG) and has_tags(kind):
        tag = " ".join(asked.get("tag", "").split())
        if not tag:
            raise Invalid("list.no_tag", _("Say which tag."), "tag")
        return Action(name, value=tag)
    if name == SET and any(known.name == field for known in settable(kind)):
        action = Action(SET, field, asked.get(field, ""))
        _stored_value(action, kind)
        return action
    raise Invalid("list.no_action", _("Choose what to do with the records."), "action")


def carry_out(records: Sequence[Any], action: Action, *, kind: RecordKind, by: Actor) -> SetResult:
    """One set command for up to 500 records that the actor sees; what is refused does not stop the others."""
    if action.name == TRASH:
        return trash_records([Ref(kind.number, record.pk) for record in records], by=by)
    if kind.editing is None:
        raise Invalid("list.not_edited", _("Records of this kind cannot be changed by hand."), "action")
    return kind.editing.update(_changes(records, action, kind), by=by)


def in_sets(rows: Rows, after: int = 0) -> Iterator[list[Any]]:
    """Records by their keys, 500 at a time: what an action does to a list does not move the rest of it."""
    while found := list(rows.filter(pk__gt=after).order_by("pk")[:MOST_IN_ONE_TRANSACTION]):
        yield found
        after = found[-1].pk


def chosen_rows(rows: Rows, uids: Sequence[str]) -> Rows:
    """The records of a list that were ticked; what is no key of a record is passed over."""
    found = []
    for text in uids[:MOST_IN_ONE_TRANSACTION]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return rows.filter(uid__in=found)


def _changes(records: Sequence[Any], action: Action, kind: RecordKind) -> list[RecordChange]:
    if action.name == SET:
        field = field_of(kind, action.field)
        assert field
        value = _stored_value(action, kind)
        return [RecordChange(record.pk, set={field.changes[0]: value}) for record in records]
    if action.name == ADD_TAG:
        return [RecordChange(record.pk, add={"tags": [action.value]}) for record in records]
    assert kind.editing
    values = kind.editing.values_of(records)
    off = action.value.casefold()
    return [
        RecordChange(record.pk, set={"tags": [tag for tag in values[record.pk]["tags"] if tag.casefold() != off]})
        for record in records
    ]


def _stored_value(action: Action, kind: RecordKind) -> Any:
    """The value as changes hold it; Invalid for one the field cannot have."""
    field = field_of(kind, action.field)
    assert field
    if field.shape == "account":
        if action.value and not action.value.isdecimal():
            raise Invalid("list.no_such_value", _("Choose one of the values."), field.name)
        return int(action.value) if action.value else None
    if action.value not in {key for key, _label in field.choices}:
        raise Invalid("list.no_such_value", _("Choose one of the values."), field.name)
    return action.value
