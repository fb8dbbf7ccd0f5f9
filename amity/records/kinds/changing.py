"""Change records of any kind: read, merge with others' changes, write, tell. The rooms say how to read and write."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Missing, Refused, SetResult, merged_changes
from amity.kernel.facts.kinds import RecordChanged
from amity.kernel.facts.log import record
from amity.records.kinds.models import Record

R = TypeVar("R", bound=Record)
Values = dict[str, Any]


@dataclass(slots=True)
class RecordChange:
    """A change of one record: only the fields named.

    `set` replaces values; `add` adds items to fields that hold lists (e-mails, domains, tags, external_ids). `version`
    and `was` are what the caller had read: other fields changed since then merge, the same ones raise Stale. Without
    a version the caller insists.
    """

    record_id: int
    set: Mapping[str, Any] = field(default_factory=dict)
    add: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    version: int | None = None
    was: Mapping[str, Any] | None = None
    occurred_at: datetime | None = None


@dataclass(slots=True)
class Changed(Generic[R]):
    """A record and what becomes of it: `after` holds all its values, `fields` the names of those that change."""

    record: R
    after: Values
    fields: frozenset[str]
    external_ids: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Changer(Generic[R]):
    """How one room reads, checks and writes its kind.

    load       ids -> locked, visible records by id, with their values
    normalise  (wanted values, all present values) -> wanted values as stored; raises Refused
    write      stores the changed records (columns, lists, version, updated_at)
    item_key   for fields that hold lists: what makes two items the same
    """

    record_kind: int
    load: Callable[[Sequence[int], Actor], dict[int, tuple[R, Values]]]
    normalise: Callable[[Values, Values], Values]
    write: Callable[[list[Changed[R]], Actor], None]
    item_key: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)

    def change(
        self,
        changes: Sequence[RecordChange],
        *,
        by: Actor,
        claim: Callable[[Sequence[tuple[str, str]], int], list[tuple[str, str]]] | None = None,
    ) -> SetResult:
        """Carry out changes of up to 500 different records; what changes nothing writes nothing."""
        result = SetResult([None] * len(changes))
        found = self.load([change.record_id for change in changes], by)
        changed: list[Changed[R]] = []
        for index, change in enumerate(changes):
            if change.record_id not in found:
                if len(changes) == 1:
                    raise Missing("no such record")
                result.refusals[index] = [Refused("record.missing", _("There is no such record."))]
                continue
            present, now = found[change.record_id]
            try:
                merged = self._merge(change, present, now)
                external = claim(list(change.add.get("external_ids", ())), present.pk) if claim else []
            except Refused as refused:
                result.refusals[index] = [refused]
                continue
            result.ids[index] = present.pk
            if not merged and not external:
                result.unchanged.add(index)
                continue
            after = {**now, **{name: after for name, (_before, after) in merged.items()}}
            changed.append(Changed(present, after, frozenset(merged), external))
            told: dict[str, list[Any]] = {name: list(pair) for name, pair in merged.items()}
            if external:
                told["external_ids"] = [[], [f"{source}:{value}" for source, value in external]]
            record(
                RecordChanged(record_kind=self.record_kind, record_id=present.pk, changes=told),
                about=[present.ref],
                by=by,
                occurred_at=change.occurred_at,
            )
        if changed:
            self.write(changed, by)
        return result

    def differences(self, changes: Sequence[RecordChange], *, by: Actor) -> list[dict[str, tuple[Any, Any]] | Refused]:
        """What each change would really change: field -> (before, after), or what refuses it. Writes nothing.

        External ids are left to the command. Runs in a transaction, for the locks of `load`.
        """
        found = self.load([change.record_id for change in changes], by)
        answers: list[dict[str, tuple[Any, Any]] | Refused] = []
        for change in changes:
            try:
                if change.record_id not in found:
                    raise Refused("record.missing", _("There is no such record."))
                answers.append(self._merge(change, *found[change.record_id]))
            except Refused as refused:
                answers.append(refused)
        return answers

    def _merge(self, change: RecordChange, present: R, now: Values) -> dict[str, tuple[Any, Any]]:
        wanted = {name: value for name, value in change.set.items() if name in now}
        for name, items in change.add.items():
            if name in self.item_key:
                wanted[name] = self._joined(name, wanted[name] if name in wanted else now[name], items)
        return merged_changes(
            now=now,
            wanted=self.normalise(wanted, now),
            was=change.was,
            version=change.version,
            version_now=present.version,
        )

    def _joined(self, name: str, there: Sequence[Any], more: Sequence[Any]) -> list[Any]:
        key = self.item_key[name]
        known = {key(item) for item in there}
        return [*there, *(item for item in more if key(item) not in known)]
