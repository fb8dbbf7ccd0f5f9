"""Which sample records stay: those that people worked on, and those that something that stays names.

Kinds are looked at downwards. When the turn of a kind has come, what could name its records is decided already.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, QuerySet

from amity.kernel.commands import MOST_IN_ONE_TRANSACTION, Origin
from amity.kernel.facts.models import FactAbout, StoredFact
from amity.records.kinds.models import SampleRecord
from amity.records.kinds.registry import RecordKind, kinds_downwards


@dataclass(frozen=True, slots=True)
class Link:
    """A table in which records of a higher kind (`holder`, by `holder_column`) name those of a lower (`column`)."""

    model: type[Model]
    column: str
    holder: RecordKind
    holder_column: str


def worked_on(kind: RecordKind, ids: Collection[int] | None = None) -> set[int]:
    """The samples, all or among `ids`, of which a fact tells that a person wrote, apart from the demo's own."""
    by_people = StoredFact.objects.filter(pk=OuterRef("fact_id"), actor_id__isnull=False).exclude(origin=Origin.DEMO)
    told = FactAbout.objects.filter(record_kind=kind.number, record_id=OuterRef("record_id"))
    rows = SampleRecord.objects.filter(record_kind=kind.number)
    if ids is not None:
        rows = rows.filter(record_id__in=ids)
    return set(rows.filter(Exists(told.filter(Exists(by_people)))).values_list("record_id", flat=True))


def still_named(kind: RecordKind, ids: Collection[int]) -> set[int]:
    """Those of `ids` that a record of a higher kind names now."""
    found: set[int] = set()
    for link in links_to(kind.number):
        rows = link.model._default_manager.filter(**{f"{link.column}__in": ids})
        found.update(rows.order_by().values_list(link.column, flat=True).distinct())
    return found


def staying() -> dict[int, set[int]]:
    """What a removal would leave as things stand: kind number -> record ids."""
    found: dict[int, set[int]] = {}
    for kind in kinds_downwards():
        stays = worked_on(kind)
        for link in links_to(kind.number):
            stays |= _named_by_what_stays(kind, link, found[link.holder.number])
        found[kind.number] = stays
    return found


@cache
def links_to(number: int) -> tuple[Link, ...]:
    """Every table through which records of higher kinds name those of this one."""
    higher: dict[type[Model], RecordKind] = {}
    for kind in kinds_downwards():
        if kind.number == number:
            break
        higher[kind.model] = kind
    return tuple(
        Link(model, field.attname, higher[held], holder_column)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is kind.model
        for held, holder_column in _holders(model, higher)
        if held in higher
    )


def _holders(model: type[Model], kinds: Collection[Any]) -> Iterator[tuple[Any, str]]:
    if model in kinds:
        # A record speaks for itself: that an order names a person, too, does not make it the person's word.
        yield model, "pk"
        return
    for field in model._meta.concrete_fields:
        if field.is_relation:
            yield field.related_model, field.attname


def _named_by_what_stays(kind: RecordKind, link: Link, holders: Iterable[int]) -> set[int]:
    """The samples of `kind` named by records that are no samples, or by `holders`."""
    samples = SampleRecord.objects.filter(record_kind=kind.number).values("record_id")
    rows: QuerySet[Any] = link.model._default_manager.filter(**{f"{link.column}__in": samples}).order_by()
    of_samples = SampleRecord.objects.filter(record_kind=link.holder.number, record_id=OuterRef(link.holder_column))
    found = set(rows.filter(~Exists(of_samples)).values_list(link.column, flat=True))
    stay = sorted(holders)
    for start in range(0, len(stay), MOST_IN_ONE_TRANSACTION):
        part = stay[start : start + MOST_IN_ONE_TRANSACTION]
        found.update(rows.filter(**{f"{link.holder_column}__in": part}).values_list(link.column, flat=True))
    return found
