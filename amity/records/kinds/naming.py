"""Stored changes in words: names of records, colleagues and teams instead of keys, amounts in their currency."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Missing
from amity.kernel.facts.words import ChangedField, changed_fields
from amity.records.kinds.registry import RecordKind, kind_named, kind_numbered
from amity.workspace.accounts.queries import account_names
from amity.workspace.teams.queries import team_names

Changes = Mapping[str, Any]
Told = tuple[int, int, Changes]
"""Number of a kind, id of its record, field -> [before, after]."""


class Names:
    """What a page of changes speaks of, as the viewer may know it: one query for each kind of thing named."""

    def __init__(self, told: Iterable[Told], *, seen_by: Actor) -> None:
        self._wanted: dict[str, set[int]] = defaultdict(set)
        self._priced: dict[int, set[int]] = defaultdict(set)
        for number, record_id, changes in told:
            kind = _kind(number)
            if kind and kind.amounts.keys() & changes.keys():
                self._priced[number].add(record_id)
            for field, pair in changes.items():
                self._collect(kind, field, pair)
        self._names = {target: _look_up(target, ids, seen_by) for target, ids in self._wanted.items()}
        self._currencies = {
            number: dict(
                kind_numbered(number).visible_to(seen_by).filter(pk__in=ids).values_list("pk", "currency")
            )
            for number, ids in self._priced.items()
        }  # fmt: skip

    def named(self, number: int, record_id: int, changes: Changes) -> dict[str, Any]:
        """The changes with every key of something else replaced by its name."""
        kind = _kind(number)
        named = {field: self._replaced(kind, field, pair) for field, pair in changes.items()}
        if kind:
            self._price(kind, record_id, changes, named)
        return named

    def words(self, number: int, record_id: int, changes: Changes) -> list[ChangedField]:
        """The changed fields, ready to be read."""
        return changed_fields(number, self.named(number, record_id, changes))

    def _collect(self, kind: RecordKind | None, key: str, value: Any) -> None:
        if isinstance(value, list):
            for item in value:
                self._collect(kind, key, item)
        elif isinstance(value, dict):
            for inner, item in value.items():
                self._collect(kind, inner, item)
        elif isinstance(value, int) and (target := target_of(kind, key)):
            self._wanted[target].add(value)

    def _replaced(self, kind: RecordKind | None, key: str, value: Any) -> Any:
        if isinstance(value, list):
            return [self._replaced(kind, key, item) for item in value]
        if isinstance(value, dict):
            # Keys are left out where values are shown: under a name of its own the name is not.
            return {
                inner.removesuffix("_id") if target_of(kind, inner) else inner: self._replaced(kind, inner, item)
                for inner, item in value.items()
            }
        target = target_of(kind, key) if isinstance(value, int) else ""
        return self._names[target].get(value) or _unseen(target) if target else value

    def _price(self, kind: RecordKind, record_id: int, changes: Changes, named: dict[str, Any]) -> None:
        now = self._currencies.get(kind.number, {}).get(record_id, "")
        moved = changes.get("currency")
        currencies = moved if isinstance(moved, list) and len(moved) == 2 else [now, now]
        for field, show in kind.amounts.items():
            pair = changes.get(field)
            if isinstance(pair, list) and len(pair) == 2:
                named[field] = [_priced(show, *item) for item in zip(pair, currencies, strict=True)]


def _priced(show: Callable[[int, str], str], value: Any, currency: Any) -> Any:
    return show(value, str(currency)) if isinstance(value, int) and currency else value


def _kind(number: int) -> RecordKind | None:
    try:
        return kind_numbered(number)
    except Missing:
        return None


def target_of(kind: RecordKind | None, key: str) -> str:
    """What a key of this name leads to: `account`, `team` or the name of a kind; "" for none."""
    if key in ("owner_id", "team_id"):
        return "account" if key == "owner_id" else "team"
    if not key.endswith("_id"):
        return ""
    word = key.removesuffix("_id")
    try:
        related = kind.model._meta.get_field(word).related_model if kind else None
    except FieldDoesNotExist:
        related = None
    try:
        return kind_numbered(getattr(related, "record_kind", 0)).name if related else kind_named(word).name
    except Missing:
        return ""


def _look_up(target: str, ids: set[int], seen_by: Actor) -> Mapping[int, str]:
    if target == "account":
        known = {seen_by.account_id: seen_by.name} if seen_by.account_id else {}
        return known | (account_names(ids - known.keys()) if ids - known.keys() else {})
    if target == "team":
        return team_names(ids)
    kind = kind_named(target)
    return {row.pk: kind.title(row) for row in kind.visible_to(seen_by).filter(pk__in=ids).defer("search_text")}


def _unseen(target: str) -> str:
    words = {"account": _("a former colleague"), "team": _("a former team")}
    return words.get(target) or _("a record you do not see")
