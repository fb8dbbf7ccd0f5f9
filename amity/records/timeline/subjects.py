"""What an entry of the timeline speaks of besides the record whose history it is: an order, with its items."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from amity.kernel.commands import Actor
from amity.kernel.facts.refs import Ref


@dataclass(frozen=True, slots=True)
class Subject:
    """A record an entry links to; `items` are pairs of words and figure, shown below it as a small bill."""

    ref: Ref
    path: str
    items: list[tuple[str, str]] = field(default_factory=list)


Lookup = Callable[[Iterable[int], Actor], Mapping[int, Subject]]
_sources: dict[str, tuple[str, Lookup]] = {}


def register_subjects(fact_name: str, id_field: str, lookup: Lookup) -> None:
    """Entries of this kind link to what `lookup` finds under their `id_field` for the viewer; called from ready()."""
    _sources[fact_name] = (id_field, lookup)


def subjects_of(facts: Iterable[tuple[int, str, Mapping[str, Any]]], *, seen_by: Actor) -> dict[int, Subject]:
    """By fact id, for facts (id, name, data): those whose subject is there and the viewer may see.

    One call of each room that has any on the page.
    """
    wanted: dict[Lookup, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for fact_id, name, data in facts:
        if source := _sources.get(name):
            id_field, lookup = source
            wanted[lookup][data.get(id_field, 0)].append(fact_id)
    found: dict[int, Subject] = {}
    for lookup, fact_ids in wanted.items():
        subjects = lookup(fact_ids, seen_by)
        found.update((fact_id, subjects[key]) for key, some in fact_ids.items() if key in subjects for fact_id in some)
    return found
