"""What is there of the demo company, and what a removal would leave."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from amity.kernel.commands import MOST_IN_ONE_TRANSACTION, Actor
from amity.kernel.jobs.queries import is_under_way
from amity.records.kinds.models import SampleRecord
from amity.records.kinds.registry import RecordKind, kinds_downwards
from amity.records.samples.staying import staying, worked_on
from amity.workspace.access.visibility import require_administrator

MOST_LISTED = 25


@dataclass(frozen=True, slots=True)
class KindOfSamples:
    """One kind's samples: how many go, how many stay, and how many of these people worked on themselves.

    `listed` are the first of those that stay as (title, path).
    """

    kind: RecordKind
    goes: int
    stays: int
    worked_on: int
    listed: list[tuple[str, str]]

    @property
    def unlisted(self) -> int:
        return self.stays - len(self.listed)


@dataclass(frozen=True, slots=True)
class Samples:
    """All of them."""

    kinds: list[KindOfSamples]
    is_being_removed: bool

    @property
    def goes(self) -> int:
        return sum(item.goes for item in self.kinds)

    @property
    def stays(self) -> int:
        return sum(item.stays for item in self.kinds)


def has_samples(*, seen_by: Actor) -> bool:
    """Whether there is sample data that no removal has looked at, for whoever may remove it; one query or none."""
    return seen_by.is_administrator and SampleRecord.objects.filter(is_kept=False).exists()


def is_removal_under_way() -> bool:
    """Whether the job waits or runs."""
    return is_under_way("amity.records.samples.jobs.remove_samples_job")


def samples(*, seen_by: Actor) -> Samples:
    """What is there, for administrators: a fixed number of queries while at most 500 records of a kind stay."""
    require_administrator(seen_by)
    counts = dict(SampleRecord.objects.values_list("record_kind").annotate(Count("record_id")))
    if not counts:
        return Samples([], is_removal_under_way())
    stays = staying()
    found = [
        KindOfSamples(
            kind,
            count - len(stays[kind.number]),
            len(stays[kind.number]),
            len(worked_on(kind)),
            _listed(kind, stays[kind.number], seen_by),
        )
        for kind in kinds_downwards()
        if (count := counts.get(kind.number, 0))
    ]
    return Samples(found, is_removal_under_way())


def undecided_ids(kind: RecordKind, most: int) -> list[int]:
    """The oldest samples of a kind that the removal has not looked at."""
    rows = SampleRecord.objects.filter(record_kind=kind.number, is_kept=False)
    return list(rows.order_by("record_id").values_list("record_id", flat=True)[:most])


def undecided_count() -> int:
    """How many samples the removal has not looked at."""
    return SampleRecord.objects.filter(is_kept=False).count()


def _listed(kind: RecordKind, ids: Iterable[int], seen_by: Actor) -> list[tuple[str, str]]:
    part = sorted(ids)[:MOST_IN_ONE_TRANSACTION]
    if not part:
        return []
    rows = kind.visible_to(seen_by).filter(pk__in=part).defer("search_text").order_by("name_key", "pk")
    return [(kind.title(row), kind.path(row)) for row in rows[:MOST_LISTED]]
