"""Run the measurements and print them beside their bars."""

import os
from collections.abc import Iterable

from amity.config.bench.api import measure_api
from amity.config.bench.bars import Bar
from amity.config.bench.crowd import fill_crowd
from amity.config.bench.facts import measure_facts
from amity.config.bench.filters import measure_filters
from amity.config.bench.imports import forget_files, measure_import
from amity.config.bench.machine import describe
from amity.config.bench.pages import measure_pages
from amity.config.bench.search import measure_search
from amity.config.bench.seed import seed, with_a_history
from amity.customers.people.models import Person
from amity.kernel.commands import Actor
from amity.workspace.accounts.queries import has_accounts
from amity.workspace.settings.commands import set_up

HOUSE = 100_000


def measure(*, people: int, rows: int, only: str | None) -> int:
    """Print every figure; return 1 when one misses its bar."""
    print(f"{describe()} · load {os.getloadavg()[0]:.1f}")
    if not has_accounts():
        set_up(
            organisation="Bench",
            home_currency="EUR",
            time_zone="UTC",
            default_region="DE",
            name="Bench",
            email="bench@example.org",
            password="measured-not-guessed",  # noqa: S106 - of a throw-away house
            by=Actor.system(),
        )
    missed = 0
    if only in (None, "pages"):
        print(f"\n{people:,} people, {people // 5:,} companies, {3 * people:,} orders; median CPU, best of 3 x 200")
        person = _house_of(people)
        # A house ten times as large may cost twice as much.
        missed += _tell(measure_pages(person, factor=1.0 if people <= HOUSE else 2.0))
    if only in (None, "search"):
        if only:
            _house_of(people)
        print(f"\nSearch among {people:,} people; median CPU, best of 3 x 40")
        missed += _tell(measure_search())
    if only in (None, "api"):
        if only:
            _house_of(people)
        print(f"\nAPI among {people:,} people; median CPU, best of 3 x 200; batches as they come")
        missed += _tell(measure_api())
    if only in (None, "facts"):
        print("\nFacts")
        missed += _tell(measure_facts())
    if only in (None, "import"):
        print(f"\nImport of {rows:,} people")
        missed += _tell(measure_import(rows))
        forget_files()
    if only == "filters":
        print(f"\nFilters over {people:,} people, {3 * people:,} orders, {10 * people:,} facts: count and first page")
        _house_of(people, with_facts=True)
        missed += _tell(measure_filters())
    print(f"\nload {', '.join(f'{load:.1f}' for load in os.getloadavg())} at the end")
    return 1 if missed else 0


def _house_of(people: int, *, with_facts: bool = False) -> Person:
    """Fill the house if it is new, and return the person whose page is measured.

    Through the commands, as use would; by statements of sets where that would take too long, or where ten facts a
    person are wanted.
    """
    if people > HOUSE or with_facts:
        fill_crowd(people=people, companies=people // 5, orders=3 * people, facts=10 * people, say=print)
        return with_a_history(Person.objects.order_by("pk")[people // 2])
    return seed(people=people, companies=people // 5, orders=3 * people, say=print)


def _tell(bars: Iterable[Bar]) -> int:
    """Print figures as they come; return how many miss their bar."""
    missed = 0
    for bar in bars:
        print(bar.told(), flush=True)
        missed += not bar.is_met
    return missed
