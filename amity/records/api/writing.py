"""What requests give, carried out by the rooms' set commands."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from amity.kernel.api.answers import refuse_stale
from amity.kernel.commands import Actor, Missing, Refused, SetResult, locked, run_in_unit
from amity.kernel.facts.refs import Ref
from amity.records.api.giving import NAMES_OTHERS
from amity.records.api.kinds import RecordApi
from amity.records.api.names import Uids
from amity.records.kinds.changing import RecordChange, Values
from amity.records.trash.commands import trash_records

Given = BaseModel


def create(api: RecordApi, items: Sequence[Given], *, by: Actor) -> SetResult:
    """Make up to 500 records; one that is refused does not stop the others."""
    given = _values(api, items, by)
    drafts, places, result = [], [], SetResult([None] * len(items))
    for place, values in enumerate(given):
        if isinstance(values, Refused):
            result.refusals[place] = [values]
            continue
        try:
            if api.check:
                api.check(items[place], None)
            drafts.append(api.draft(values))
        except Refused as refused:
            result.refusals[place] = [refused]
        else:
            places.append(place)
    if drafts:
        _take_over(api.create(drafts, by=by), places, result)
    return result


def change(api: RecordApi, items: Sequence[tuple[Any, Given]], *, by: Actor) -> SetResult:
    """Change up to 500 different records: (row with `pk` and what the room's `check` reads, what is given)."""
    given = _values(api, [item for _row, item in items], by)
    changes, places, result = [], [], SetResult([None] * len(items))
    for place, ((row, item), values) in enumerate(zip(items, given, strict=True)):
        if isinstance(values, Refused):
            result.refusals[place] = [values]
            continue
        try:
            if api.check:
                api.check(item, row)
        except Refused as refused:
            result.refusals[place] = [refused]
            continue
        values = {name: value for name, value in values.items() if not name.startswith("_")}
        external = values.pop("external_ids", ())
        occurred_at = values.pop("occurred_at", None)
        add = {"external_ids": external} if external else {}
        changes.append(RecordChange(row.pk, set=values, add=add, occurred_at=occurred_at))
        places.append(place)
    if changes:
        _take_over(api.update(changes, by=by), places, result)
    return result


def change_one(api: RecordApi, uid: UUID, version: int, item: Given, *, by: Actor) -> int:
    """Change a record that still has this version; its id. Raises what refuses it. Part of a unit of work, which holds
    the version until the change is written."""
    row = _at_version(api, uid, version, by)
    return change(api, [(row, item)], by=by).only()


def trash_one(api: RecordApi, uid: UUID, version: int, *, by: Actor) -> None:
    """Put a record that still has this version in the trash."""

    def work() -> None:
        row = _at_version(api, uid, version, by)
        trash_records([Ref(api.kind.number, row.pk)], by=by).only()

    run_in_unit(work)


def _at_version(api: RecordApi, uid: UUID, version: int, by: Actor) -> Any:
    """The record, locked, so that it stays at this version until the change is written."""
    row = locked(api.kind.visible_to(by).filter(uid=uid)).first()
    if row is None:
        raise Missing(f"no such {api.kind_name}")
    refuse_stale(version, row.version)
    return row


def _values(api: RecordApi, items: Sequence[Given], by: Actor) -> list[Values | Refused]:
    """What each item gives, as values; or what is wrong with it."""
    uids = Uids(seen_by=by)
    # Twice: first to gather what is named, then with what was found.
    for item in items:
        if item.model_fields_set & (NAMES_OTHERS | api.names_others):
            _one(api, item, uids)
    uids.look_up()
    return [_one(api, item, uids) for item in items]


def _one(api: RecordApi, item: Given, uids: Uids) -> Values | Refused:
    values: Values = {}
    try:
        for name in item.model_fields_set:
            if (give := api.given.get(name)) is not None:
                values.update(give(getattr(item, name), uids))
    except Refused as refused:
        return refused
    return values


def _take_over(part: SetResult, places: Sequence[int], whole: SetResult) -> None:
    for index, place in enumerate(places):
        whole.ids[place] = part.ids[index]
        if index in part.refusals:
            whole.refusals[place] = part.refusals[index]
        if index in part.unchanged:
            whole.unchanged.add(place)


def tags_changed(api: RecordApi, uid: UUID, *, by: Actor, add: str = "", remove: str = "") -> list[str]:
    """Put a tag on a record or take one off; the tags it has then."""
    editing: Any = api.kind.editing

    def work() -> list[str]:
        row = locked(api.kind.visible_to(by).filter(uid=uid)).first()
        if row is None:
            raise Missing(f"no such {api.kind_name}")
        there: list[str] = editing.values_of([row])[row.pk]["tags"]
        off = remove.casefold()
        wanted = [tag for tag in there if tag.casefold() != off]
        change = RecordChange(row.pk, add={"tags": [add]}) if add else RecordChange(row.pk, set={"tags": wanted})
        if add or wanted != there:
            editing.update([change], by=by).only()
        tags: list[str] = editing.values_of([row])[row.pk]["tags"]
        return tags

    return run_in_unit(work)
