"""Where the sentences of a history lead: to the records they name, where the viewer may see them."""

from collections.abc import Iterable
from typing import Any

from amity.kernel.commands import Actor
from amity.kernel.facts.kinds import fact_kind
from amity.kernel.facts.refs import Ref
from amity.records.kinds.registry import kind_named

Link = tuple[str, str]


def links_of(
    facts: Iterable[tuple[int, str, dict[str, Any]]], *, seen_by: Actor, apart_from: Ref | None = None
) -> dict[int, Link]:
    """(words of the sentence, address) by fact id, for facts as (id, kind, data): one query for each kind of record.

    A record's own history does not lead to itself: `apart_from`.
    """
    wanted: dict[str, dict[int, tuple[int, str]]] = {}
    for fact_id, name, data in facts:
        found = fact_kind(name)
        if found is None or found.link is None:
            continue
        kind_name, id_field, words_field = found.link
        if isinstance(record_id := data.get(id_field), int):
            wanted.setdefault(kind_name, {})[fact_id] = (record_id, str(data.get(words_field) or ""))
    links: dict[int, Link] = {}
    for kind_name, asked in wanted.items():
        kind = kind_named(kind_name)
        ids = {record_id for record_id, _words in asked.values()}
        if apart_from is not None and apart_from.kind == kind.number:
            ids.discard(apart_from.id)
        paths = {record.pk: kind.path(record) for record in kind.visible_to(seen_by).filter(pk__in=ids)} if ids else {}
        links |= {fact_id: (words, paths[key]) for fact_id, (key, words) in asked.items() if key in paths}
    return links
