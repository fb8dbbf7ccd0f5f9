"""What customers' orders add up to, computed once more in plain Python: the projection's SQL says the same."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amity.customers.orders.commands import create_orders
from amity.customers.orders.drafts import LineDraft, OrderDraft, Status
from amity.customers.orders.models import CurrencyTotals, Order, PersonTotals
from amity.customers.orders.totals import rebuild_totals
from amity.customers.people.commands import create_people
from amity.customers.people.drafts import PersonDraft
from amity.kernel.money import MILLION
from amity.kernel.money.models import Rate
from amity.records.kinds.numbers import PERSON

RATES = {"USD": [(date(2026, 1, 1), 912_345), (date(2026, 2, 1), 905_000)], "JPY": [(date(2026, 1, 15), 6_012)]}
DIGITS = {"EUR": 2, "USD": 2, "JPY": 0, "GBP": 2}
BEGIN = datetime(2025, 12, 20, tzinfo=UTC)

lines = st.builds(
    LineDraft,
    quantity=st.sampled_from([MILLION, 3 * MILLION, -MILLION, -2 * MILLION, 1_500_000, 0]),
    unit_price=st.integers(0, 9_999_999).map(lambda price: price * 100),
    discount=st.sampled_from([0, 0, 500_000]),
)
orders = st.builds(
    OrderDraft,
    ordered_at=st.integers(0, 80 * 24).map(lambda hours: BEGIN + timedelta(hours=hours)),
    currency=st.sampled_from(sorted(DIGITS)),
    status=st.sampled_from(Status.values),
    lines=st.lists(lines, max_size=4),
    discount=st.sampled_from([0, 0, 25]),
    tax=st.sampled_from([0, 19, 700]),
    net=st.sampled_from([None, None, 4_200]),
    total=st.sampled_from([None, 0, 1_000, -250, 99_999]),
)


def half_even(number: Fraction) -> int:
    return round(number)  # Python rounds halves of a Fraction to even


def rate_of(currency: str, day: date) -> Fraction | None:
    if currency == "EUR":
        return Fraction(1)
    known = [worth for since, worth in RATES.get(currency, []) if since <= day]
    return Fraction(known[-1], MILLION) if known else None


@dataclass
class Sum:
    """What one customer's orders add up to."""

    orders: int = 0
    refunds: int = 0
    bought: int = 0
    returned: int = 0
    not_converted: int = 0
    first: datetime | None = None
    last: datetime | None = None

    def add(self, amount: int | None, *, is_refund: bool, at: datetime) -> None:
        if is_refund:
            self.refunds += 1
            self.returned += amount or 0
        else:
            self.orders += 1
            self.bought += amount or 0
            self.first = min(self.first or at, at)
            self.last = max(self.last or at, at)


def net_and_kind(draft: OrderDraft) -> tuple[int | None, bool]:
    """Net of tax, in minor units, from the draft alone; whether the order only gives back."""
    if draft.lines:
        nets = [
            Fraction(half_even(Fraction(line.quantity * line.unit_price, MILLION)) - line.discount, MILLION)
            for line in draft.lines
        ]
        net = half_even(sum(nets) * 10 ** DIGITS[draft.currency]) - draft.discount
        return net, min(nets) < 0 and max(nets) <= 0
    net = draft.net if draft.net is not None else None if draft.total is None else draft.total - draft.tax
    return net, net is not None and net < 0


def expected(drafts: list[OrderDraft]) -> tuple[dict[int, Sum], dict[tuple[int, str], Sum]]:
    home: dict[int, Sum] = defaultdict(Sum)
    currencies: dict[tuple[int, str], Sum] = defaultdict(Sum)
    for draft in drafts:
        if not draft.person_id or draft.status in (Status.DRAFT, Status.CANCELLED):
            continue
        net, is_refund = net_and_kind(draft)
        rate = rate_of(draft.currency, draft.ordered_at.date())
        scale = Fraction(10 ** DIGITS["EUR"], 10 ** DIGITS[draft.currency])
        value = None if net is None or rate is None else half_even(net * rate * scale)
        home[draft.person_id].add(value, is_refund=is_refund, at=draft.ordered_at)
        home[draft.person_id].not_converted += net is not None and rate is None
        currencies[draft.person_id, draft.currency].add(net, is_refund=is_refund, at=draft.ordered_at)
    return home, currencies


def in_words(row: Any) -> tuple[int, ...]:
    return (row.orders, row.refunds, row.bought, row.returned, row.net)


@pytest.fixture
def people(world) -> list[int]:
    Rate.objects.bulk_create(
        Rate(home="EUR", currency=code, day=day, millionths=worth)
        for code, some in RATES.items()
        for day, worth in some
    )
    return create_people([PersonDraft(full_name=name) for name in "ABC"], by=world.ada).written


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(drafts=st.lists(orders, max_size=12), whose=st.lists(st.integers(0, 3), min_size=12, max_size=12))
def test_totals_are_what_plain_arithmetic_says(world, people, drafts, whose):
    Order.objects.all().delete()
    for draft, who in zip(drafts, whose, strict=False):
        draft.person_id = [*people, None][who]
    created = create_orders(drafts, by=world.ada)
    assert len(created.written) == len(drafts)
    rebuild_totals()
    home, currencies = expected(drafts)
    for row in PersonTotals.objects.all():
        wanted = home[row.person_id]
        assert in_words(row) == (
            wanted.orders, wanted.refunds, wanted.bought, wanted.returned, wanted.bought + wanted.returned,
        )  # fmt: skip
        assert row.not_converted == wanted.not_converted
        assert (row.first_order_at, row.last_order_at) == (wanted.first, wanted.last)
    rows = {(row.record_id, row.currency): row for row in CurrencyTotals.objects.filter(record_kind=PERSON)}
    assert rows.keys() == currencies.keys()
    for key, wanted in currencies.items():
        assert in_words(rows[key])[:4] == (wanted.orders, wanted.refunds, wanted.bought, wanted.returned)
