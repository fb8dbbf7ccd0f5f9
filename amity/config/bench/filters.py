"""CPU of a filter over a crowd: what it counts, up to 10,000, and its first page by name, together."""

from collections.abc import Iterator
from typing import Any

from amity.config.bench.bars import Bar
from amity.config.bench.machine import cpu_milliseconds
from amity.kernel.commands import Actor
from amity.kernel.filters import filtered, parse_text
from amity.kernel.paging import capped_count, keyset_page
from amity.records.kinds.filtering import catalogue_of
from amity.records.kinds.registry import kind_named

# Text, and the bar where there is one.
FILTERS: tuple[tuple[str, float | None], ...] = (
    ("ordered at least 2 times in the last 90 days and has no note in the last 30 days", 300),
    ("has no note in the last 30 days", 500),
    ("never ordered and has no call in the last year", 500),
    ("not ordered at least 2 times in the last year and not stage = lead and city != Lyon", 500),
    ("not (ordered in the last year or has note in the last year or has call in the last year)", 500),
    ("ordered for at least 500 EUR in the last year", None),
    ("ordered at least 3 times in the last 7 days", None),
    ('ordered product "Product 7" in the last 30 days', None),
    ("stage = customer and city = Berlin", None),
    ("city = Nowhere", None),
    ('name contains "klara" and last_order more than 90 days ago', None),
)


def measure_filters() -> Iterator[Bar]:
    """Ask a crowd that has ten facts a person; the bars are for a million people."""
    for text, bar in FILTERS:
        count, _is_capped = _ask(text)[0]
        spent = cpu_milliseconds(lambda text=text: _ask(text), warm=1, times=3)  # type: ignore[misc]
        yield Bar(text[:90], spent, bar, note=f"{count:,} found")


def _ask(text: str) -> tuple[tuple[int, bool], list[Any]]:
    viewer = Actor.system()
    catalogue = catalogue_of("person", seen_by=viewer)
    wanted, people = parse_text(text, catalogue), kind_named("person").visible_to(viewer)
    counted = filtered(people, wanted, catalogue, seen_by=viewer, reading="count")
    shown = filtered(people, wanted, catalogue, seen_by=viewer)
    return capped_count(counted), keyset_page(shown, order=["name_key", "pk"]).rows
