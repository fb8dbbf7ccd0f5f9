"""Which facts an endpoint is told: by kind, by what its owner may see, by its filter."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Protocol

from amity.automation.webhooks.models import Endpoint
from amity.kernel.commands import Actor, Missing
from amity.kernel.facts.readers import ReadFact
from amity.kernel.facts.refs import Ref
from amity.kernel.filters import FilterErrors, filtered, parse_text
from amity.records.kinds.filtering import catalogue_of
from amity.records.kinds.registry import kind_named, kind_numbered

__all__ = ["FAMILY", "FilterErrors", "passing", "seen_refs", "wanted"]


# What the name of many kinds with one class ends in: `tracked.*`.
FAMILY = ".*"


class Told(Protocol):
    """A fact, as read or as stored."""

    @property
    def about(self) -> Sequence[Any]: ...


def wanted(endpoint: Endpoint, facts: Iterable[ReadFact]) -> list[ReadFact]:
    """The facts of its kinds that are new to it, and no old stories unless it asked for them."""
    kinds = set(endpoint.kinds)
    return [
        fact
        for fact in facts
        if (fact.kind in kinds or _family_of(fact.kind) in kinds)
        and fact.id > endpoint.after_fact
        and (fact.is_news or endpoint.includes_history)
    ]


def _family_of(kind: str) -> str:
    return kind.partition(".")[0] + FAMILY


def passing(endpoint: Endpoint, facts: Sequence[Told], *, seen_by: Actor) -> list[Told]:
    """Those of `facts` that the endpoint is told, by sight and filter. Raises FilterErrors for a filter that is none
    any more."""
    if seen_by.is_administrator and not endpoint.about_kind:
        return list(facts)
    about = [[Ref(*pair) for pair in fact.about] for fact in facts]
    fit = _fitting(endpoint, {ref for refs in about for ref in refs}, seen_by)
    return [fact for fact, refs in zip(facts, about, strict=True) if fit.intersection(refs)]


def _fitting(endpoint: Endpoint, refs: Collection[Ref], seen_by: Actor) -> set[Ref]:
    if not endpoint.about_kind:
        return seen_refs(refs, seen_by=seen_by)
    kind = kind_named(endpoint.about_kind)
    ids = {ref.id for ref in refs if ref.kind == kind.number}
    rows = kind.even_in_trash(seen_by).filter(pk__in=ids)
    if endpoint.filter_text:
        catalogue = catalogue_of(kind.name, seen_by=seen_by)
        rows = filtered(rows, parse_text(endpoint.filter_text, catalogue), catalogue, seen_by=seen_by)
        return {Ref(kind.number, pk) for pk in rows.values_list("pk", flat=True)}
    # An administrator sees what is gone, too: it can be told that it went.
    return {Ref(kind.number, pk) for pk in (ids if seen_by.is_administrator else rows.values_list("pk", flat=True))}


def seen_refs(refs: Iterable[Ref], *, seen_by: Actor) -> set[Ref]:
    """Those that are records the actor sees, the trash included; one query a kind."""
    by_kind: dict[int, set[int]] = defaultdict(set)
    for ref in refs:
        by_kind[ref.kind].add(ref.id)
    seen: set[Ref] = set()
    for number, ids in by_kind.items():
        try:
            kind = kind_numbered(number)
        except Missing:  # an account, a team, an import: nothing that is shown as a record
            continue
        rows = kind.even_in_trash(seen_by).filter(pk__in=ids)
        seen.update(Ref(number, pk) for pk in rows.values_list("pk", flat=True))
    return seen
