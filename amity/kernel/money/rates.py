"""The rate of a day: the newest one not later than it."""

from bisect import bisect_right
from collections import defaultdict
from datetime import date

from amity.kernel.money import MILLION
from amity.kernel.money.amounts import converted
from amity.kernel.money.models import Rate


class Converter:
    """Amounts of any currency in `home`, with all rates read once: for a command that writes many rows."""

    def __init__(self, home: str) -> None:
        self.home = home
        self._days: dict[str, list[date]] = defaultdict(list)
        self._rates: dict[str, list[int]] = defaultdict(list)
        for currency, day, rate in (
            Rate.objects.filter(home=home).order_by("day").values_list("currency", "day", "millionths")
        ):
            self._days[currency].append(day)
            self._rates[currency].append(rate)

    def rate(self, currency: str, day: date) -> int | None:
        """Millionths of home per one of `currency` on `day`; None when no rate is known by then."""
        if currency == self.home:
            return MILLION
        place = bisect_right(self._days[currency], day)
        return self._rates[currency][place - 1] if place else None

    def to_home(self, minor: int, currency: str, day: date) -> int | None:
        """`minor` in minor units of home; None when not converted, never 0."""
        rate = self.rate(currency, day)
        return None if rate is None else converted(minor, currency, self.home, rate)
