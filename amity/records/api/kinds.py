"""What a room says of its kind for the API, in one place, from its app's ready()."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from amity.kernel.commands import SetResult
from amity.records.api.names import Names, Uids
from amity.records.kinds.changing import Values
from amity.records.kinds.registry import RecordKind, kind_named, kinds

# (name of a kind, or `account` or `team`; id)
Named = tuple[str, int]
Given = Callable[[Any, Uids], Values]


def names_nothing(_values: Values) -> Iterable[Named]:
    """A field that leads nowhere."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiField:
    """A field as answers give it, out of the record's values (those its changes hold).

    type     its type, for the document
    read     (values, names) -> JSON
    names    which records, accounts and teams it names, so that a page looks them all up at once
    expands  the kind of the record it leads to, which `expand=` then gives in full; "" for none
    """

    name: str
    type: Any
    read: Callable[[Values, Names], Any]
    names: Callable[[Values], Iterable[Named]] = names_nothing
    expands: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordApi:
    """One kind over the API.

    fields   what is read out of the record's values; the kind's other RecordFields follow by their shapes
    taken    the model of a new record; a change takes the same fields, each optional
    given    field of `taken` -> (what was given, uids) -> values, under the names that changes hold; one that begins
             with `_` is for `draft` alone
    draft    values -> what `create` takes
    create, update  the room's set commands
    keys     what else finds a record in a batch: name -> (texts, seen_by=) -> ids by text as it was given
    key_of   name of such a key -> the texts of it that an item gives
    told     a command's field -> as the API calls it
    check    (what was given, stored row or None for a new one) -> None; raises what may not be
    checked  columns of the row that `check` reads
    hidden   fields of the registry that the room's own say better
    names_others  fields of `taken`, besides owner and team, that name other records
    """

    kind_name: str
    fields: Sequence[ApiField]
    taken: type[BaseModel]
    given: Mapping[str, Given]
    draft: Callable[[Values], Any]
    create: Callable[..., SetResult]
    update: Callable[..., SetResult]
    keys: Mapping[str, Callable[..., dict[str, list[int]]]] = field(default_factory=dict)
    key_of: Mapping[str, Callable[[Any], Sequence[str]]] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    check: Callable[[Any, Any], None] | None = None
    checked: Sequence[str] = ()
    hidden: frozenset[str] = frozenset()
    names_others: frozenset[str] = frozenset()

    @property
    def kind(self) -> RecordKind:
        return kind_named(self.kind_name)


_apis: dict[str, RecordApi] = {}


def register_record_api(api: RecordApi) -> None:
    """Open a kind to the API."""
    _apis[api.kind_name] = api


def api_of(kind_name: str) -> RecordApi:
    """How a kind is said; KeyError for one that is not open."""
    return _apis[kind_name]


def is_open(kind_name: str) -> bool:
    return kind_name in _apis


def record_apis() -> list[RecordApi]:
    """All kinds that are open, by number."""
    return [_apis[kind.name] for kind in kinds() if kind.name in _apis]
