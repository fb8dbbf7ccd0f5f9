"""What an entry of the timeline says may be changed or deleted later: rooms supply the words as they are now."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class LivingText:
    """What a note, call or meeting says now, and where it is changed."""

    text: str
    author_id: int | None
    path: str


Lookup = Callable[[Iterable[int]], Mapping[int, LivingText]]
_sources: dict[str, tuple[str, Lookup]] = {}


def register_texts(fact_name: str, id_field: str, lookup: Lookup) -> None:
    """Facts of this name show what `lookup` finds under their `id_field`; called from an app's ready()."""
    _sources[fact_name] = (id_field, lookup)


def living_texts(facts: Iterable[tuple[int, str, Mapping[str, Any]]]) -> dict[int, LivingText | None]:
    """By fact id, for facts (id, name, data) that have such a text: what it is now, None when deleted.

    One query for each room that has any on the page.
    """
    wanted: dict[Lookup, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for fact_id, name, data in facts:
        if source := _sources.get(name):
            id_field, lookup = source
            wanted[lookup][data.get(id_field, 0)].append(fact_id)
    found: dict[int, LivingText | None] = {}
    for lookup, fact_ids in wanted.items():
        texts = lookup(fact_ids)
        found.update((fact_id, texts.get(text_id)) for text_id, some in fact_ids.items() for fact_id in some)
    return found
