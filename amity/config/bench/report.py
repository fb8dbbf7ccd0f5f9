"""Run the measurements and print them beside their bars."""

from amity.config.bench.imports import measure_import
from amity.config.bench.machine import describe
from amity.config.bench.pages import Bar, measure_pages
from amity.config.bench.seed import seed
from amity.kernel.commands import Actor
from amity.workspace.accounts.queries import has_accounts
from amity.workspace.settings.commands import set_up

HOUSE = 100_000


def measure(*, people: int, rows: int, only: str | None) -> int:
    """Print every figure; return 1 when one misses its bar."""
    print(describe())
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
    if only != "import":
        print(f"\n{people:,} people, {people // 5:,} companies, {3 * people:,} orders; median CPU, best of 3 x 200")
        person = seed(people=people, companies=people // 5, orders=3 * people, say=print)
        # A house ten times as large may cost twice as much.
        for bar in measure_pages(person, factor=1.0 if people <= HOUSE else 2.0):
            missed += _tell(bar, bar.value <= bar.limit)
    if only != "pages":
        print(f"\nImport of {rows:,} people")
        for bar in measure_import(rows):
            missed += _tell(bar, bar.value >= bar.limit if bar.more_is_better else bar.value <= bar.limit)
    return 1 if missed else 0


def _tell(bar: Bar, is_met: bool) -> int:
    sign = "at least" if bar.more_is_better else "at most"
    print(
        f"{'ok    ' if is_met else 'MISSED'}  {bar.name:<34} {bar.value:>10,.1f} {bar.unit:<7} {sign} {bar.limit:,.0f}  {bar.note}"
    )
    return 0 if is_met else 1
