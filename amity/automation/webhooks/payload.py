"""What an event says: the fact's own data with records named as the API names them, and the record as it is now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from amity.automation.webhooks.choosing import seen_refs
from amity.kernel.api.answers import moment
from amity.kernel.commands import Actor, Missing
from amity.kernel.facts.models import StoredFact
from amity.kernel.facts.refs import Ref
from amity.records.api.kinds import api_of, is_open
from amity.records.api.reading import Chosen, as_json
from amity.records.kinds.naming import target_of
from amity.records.kinds.registry import RecordKind, kind_named, kind_numbered
from amity.workspace.accounts.models import Account
from amity.workspace.teams.models import Team

Json = dict[str, Any]
# What programs told in their own words: a number there is none of our keys.
_THEIR_WORDS = {"properties"}


def event_of(fact: StoredFact, *, seen_by: Actor) -> Json:
    """A stored fact as an event, as far as `seen_by` may know; `id` is not in it."""
    refs = [Ref(*pair) for pair in fact.about]
    seen = seen_refs(refs, seen_by=seen_by)
    shown = [ref for ref in refs if ref in seen]
    names = _Names(fact, refs, seen_by=seen_by)
    return {
        "type": fact.kind,
        "occurred_at": moment(fact.occurred_at),
        "recorded_at": moment(fact.recorded_at),
        "origin": fact.origin,
        "actor": names.of("account", fact.actor_id),
        "data": names.data(),
        "record": record_json(shown[0], seen_by=seen_by) if shown else None,
        "about": [named for ref in shown if (named := names.of(kind_numbered(ref.kind).name, ref.id))],
    }


def record_json(ref: Ref, *, seen_by: Actor) -> Json | None:
    """A record as the API gives it; of one in the trash, or of a kind the API does not open, only what it is called.

    None for one out of sight.
    """
    kind = kind_numbered(ref.kind)
    if is_open(kind.name):
        chosen = Chosen(api_of(kind.name))
        records = list(chosen.fetched(kind.visible_to(seen_by).filter(pk=ref.id), seen_by=seen_by))
        if records:
            return as_json(records, chosen, seen_by=seen_by)[0] | {"is_in_trash": False}
    record = kind.even_in_trash(seen_by).filter(pk=ref.id).first()
    if record is None:
        return None
    is_in_trash = record.trashed_at is not None
    return {"id": str(record.uid), "kind": kind.name, "name": kind.title(record), "is_in_trash": is_in_trash}


class _Names:
    """Records, accounts and teams that a fact names by their keys, as JSON: one query for each kind of thing."""

    def __init__(self, fact: StoredFact, about: Iterable[Ref], *, seen_by: Actor) -> None:
        self._fact = fact
        number = fact.data.get("record_kind")
        first = next(iter(about), None)
        self._kind = _kind(number if isinstance(number, int) else first.kind if first else 0)
        wanted: dict[str, set[int]] = defaultdict(set)
        for ref in about:
            if kind := _kind(ref.kind):
                wanted[kind.name].add(ref.id)
        if fact.actor_id:
            wanted["account"].add(fact.actor_id)
        self._collect("", fact.data, wanted)
        self._known = {target: _look_up(target, ids, seen_by) for target, ids in wanted.items()}

    def of(self, target: str, key: int | None) -> Json | None:
        """None for what is not there, or not to be seen."""
        return self._known.get(target, {}).get(key or 0)

    def data(self) -> Json:
        """The fact's data without keys of ours: what they mean stands in their place."""
        told: Json = self._replaced("", self._fact.data)
        if isinstance(self._fact.data.get("record_kind"), int):
            told["record_kind"] = self._kind.name if self._kind else ""
        return told

    def _target(self, key: str) -> str:
        if key == "record_id":
            return self._kind.name if self._kind else ""
        return target_of(self._kind, key)

    def _collect(self, key: str, value: Any, wanted: dict[str, set[int]]) -> None:
        if isinstance(value, dict):
            for inner, item in value.items():
                if inner not in _THEIR_WORDS:
                    self._collect(inner, item, wanted)
        elif isinstance(value, list):
            for item in value:
                self._collect(key, item, wanted)
        elif isinstance(value, int) and (target := self._target(key)):
            wanted[target].add(value)

    def _replaced(self, key: str, value: Any) -> Any:
        if isinstance(value, dict):
            # Numbers of notes, calls and the like mean nothing outside.
            return {
                inner.removesuffix("_id"): item if inner in _THEIR_WORDS else self._replaced(inner, item)
                for inner, item in value.items()
                if not inner.endswith("_id") or self._target(inner)
            }
        if isinstance(value, list):
            return [self._replaced(key, item) for item in value]
        target = self._target(key) if isinstance(value, int) and not isinstance(value, bool) else ""
        return self.of(target, value) if target else value


def _kind(number: int) -> RecordKind | None:
    try:
        return kind_numbered(number)
    except Missing:
        return None


def _look_up(target: str, ids: set[int], seen_by: Actor) -> Mapping[int, Json]:
    if target == "account":
        accounts = Account.objects.filter(pk__in=ids).only("uid", "name", "email")
        return {row.pk: {"id": str(row.uid), "name": str(row)} for row in accounts}
    if target == "team":
        return {row.pk: {"id": str(row.uid), "name": row.name} for row in Team.objects.filter(pk__in=ids)}
    kind = kind_named(target)
    rows = kind.even_in_trash(seen_by).filter(pk__in=ids).defer("search_text")
    return {row.pk: {"id": str(row.uid), "kind": kind.name, "name": kind.title(row)} for row in rows}
