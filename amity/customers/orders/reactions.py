"""What orders do when rates or the home currency change: they are converted again, in the background."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _

from amity.customers.orders.jobs import convert_orders_job
from amity.kernel.commands import Actor
from amity.kernel.facts.readers import ReadFact
from amity.kernel.jobs.commands import start_job

READS = frozenset({"organisation.rates_changed", "organisation.home_currency_changed"})
# An order that was being written with the rates as they were is there by then.
DELAY = timedelta(seconds=2)


def convert_again(facts: Sequence[ReadFact]) -> None:
    """Start one job for all that changed: for every order after a new home currency, else for those it may touch."""
    currencies: list[str] = []
    first_day: str | None = None
    if all(fact.kind == "organisation.rates_changed" for fact in facts):
        currencies = sorted({currency for fact in facts for currency in fact.data["currencies"]})
        first_day = min(fact.data["first_day"] for fact in facts)
    start_job(
        convert_orders_job,
        currencies,
        first_day,
        by=Actor.system(),
        title=_("Convert orders"),
        link="/orders?view=not-converted",
        delay=DELAY,
    )
