"""Integer money against an oracle of exact fractions."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amity.kernel.money import MILLION
from amity.kernel.money.amounts import (
    converted,
    divide_half_even,
    millionths_from_minor,
    minor_from_millionths,
    times,
)
from amity.kernel.money.currencies import exponent
from amity.kernel.money.models import Rate
from amity.kernel.money.rates import Converter

amounts = st.integers(-(10**15), 10**15)
rates = st.integers(1, 10**12)
currencies = st.sampled_from(["EUR", "USD", "JPY", "KWD", "ISK", "CLF"])
many = settings(max_examples=300, deadline=None, derandomize=True)


@many
@given(amounts, st.integers(1, 10**9))
def test_division_rounds_half_to_even(number, by):
    assert divide_half_even(number, by) == round(Fraction(number, by))


@pytest.mark.parametrize(("number", "rounded"), [(5, 0), (15, 2), (25, 2), (35, 4), (-5, 0), (-15, -2), (26, 3)])
def test_halves_go_to_the_even_neighbour(number, rounded):
    assert divide_half_even(number, 10) == rounded


@many
@given(amounts, currencies)
def test_minor_units_and_millionths_agree(minor, currency):
    assert minor_from_millionths(millionths_from_minor(minor, currency), currency) == minor


@many
@given(amounts, currencies)
def test_millionths_become_the_nearest_minor_unit(millionths, currency):
    assert minor_from_millionths(millionths, currency) == round(
        Fraction(millionths * 10 ** exponent(currency), MILLION)
    )


@many
@given(st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12))
def test_price_times_quantity(price, quantity):
    assert times(price, quantity) == round(Fraction(price, MILLION) * Fraction(quantity, MILLION) * MILLION)


@many
@given(amounts, currencies, currencies, rates)
def test_conversion_rounds_once(minor, currency, home, rate):
    major = Fraction(minor, 10 ** exponent(currency)) * Fraction(rate, MILLION)
    assert converted(minor, currency, home, rate) == round(major * 10 ** exponent(home))


@pytest.mark.django_db
def test_the_rate_of_a_day_is_the_newest_not_later():
    for day, millionths in ((date(2026, 1, 1), 900_000), (date(2026, 2, 1), 950_000)):
        Rate.objects.create(home="EUR", currency="USD", day=day, millionths=millionths)
    converter = Converter("EUR")
    assert converter.rate("USD", date(2025, 12, 31)) is None
    assert converter.to_home(1000, "USD", date(2025, 12, 31)) is None, "not converted, never 0"
    assert converter.to_home(1000, "USD", date(2026, 1, 31)) == 900
    assert converter.to_home(1000, "USD", date(2026, 2, 1)) == 950
    assert converter.to_home(1000, "EUR", date(1999, 1, 1)) == 1000
    assert converter.to_home(1000, "GBP", date(2026, 2, 1)) is None
