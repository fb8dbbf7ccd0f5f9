"""What rooms say of their kind: the fields it is found by, as a hit shows them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from amity.kernel.commands import Actor
from amity.records.kinds.registry import RecordKind, kind_named, kinds


@dataclass(frozen=True, slots=True)
class FoundField:
    """A field a record may have been found by."""

    label: str | Promise
    value: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a hit shows: the fields it is found by beside its title, and a short line to tell it from its namesakes."""

    fields: Sequence[FoundField]
    beside: str = ""


Show = Callable[[Sequence[Any], Actor], Mapping[int, Shown]]

_searchable: dict[str, Show] = {}
_with_numbers: set[str] = set()


def register_searchable(kind_name: str, show: Show, *, has_numbers: bool = False) -> None:
    """Let a kind be searched. Its table has the column `search_text` indexed by a migration (`AddSearch`).

    `show(records, seen_by)` tells what up to 100 records show, in a fixed number of queries. `has_numbers`: it is
    found by telephone numbers.
    """
    if kind_name in _searchable:
        raise ValueError(f"{kind_name} can be searched already")
    _searchable[kind_name] = show
    if has_numbers:
        _with_numbers.add(kind_name)


def has_numbers(kind: RecordKind) -> bool:
    """Whether the kind is found by telephone numbers."""
    return kind.name in _with_numbers


def searchable_kinds(names: Sequence[str] | None = None) -> list[RecordKind]:
    """The kinds that can be searched, or those of `names`, by number; Missing for a name that is none."""
    wanted = None if names is None else {kind_named(name).name for name in names}
    return [kind for kind in kinds() if kind.name in _searchable and (wanted is None or kind.name in wanted)]


def shown(kind: RecordKind, records: Sequence[Any], *, seen_by: Actor) -> Mapping[int, Shown]:
    """What hits of one kind show, by record id."""
    return _searchable[kind.name](records, seen_by) if records else {}
