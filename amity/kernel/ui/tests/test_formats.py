"""Figures and days as people of a language write them."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from amity.kernel.ui import formats


@pytest.mark.parametrize(
    ("language", "minor", "currency", "words"),
    [
        ("en", 234050, "EUR", "€2,340.50"),
        ("en", -41200, "USD", "−$412.00"),
        ("en", 120000, "JPY", "¥120,000"),
        ("en", 123456, "CHF", "CHF\xa01,234.56"),
        ("en", 1500, "KWD", "KWD\xa01.500"),
        ("de", 234050, "EUR", "2.340,50\xa0€"),
        ("de", -5, "EUR", "−0,05\xa0€"),
        ("fr", 234050, "EUR", "2\xa0340,50\xa0€"),
        ("nl", 234050, "EUR", "€\xa02.340,50"),
    ],
)
def test_money_is_written_as_its_reader_writes_it(language, minor, currency, words):
    with override(language):
        assert formats.money(minor, currency) == words


def test_numbers_take_the_separators_of_the_language():
    with override("de"):
        assert formats.number(1234567) == "1.234.567"
        assert formats.number(-1234.5, 1) == "−1.234,5"
    with override("en"):
        assert formats.number(1234567) == "1,234,567"
        assert formats.number(-0.4) == "0"
        assert formats.share(0.386, 1) == "38.6\xa0%"


@pytest.mark.parametrize(
    ("back", "words"),
    [(0, "today"), (1, "yesterday"), (6, "6 days ago"), (-1, "tomorrow"), (40, "13 Oct"), (400, "18 Oct 2025")],
)
def test_days_are_said_as_people_say_them(back, words):
    today = date(2026, 11, 22)
    assert formats.day(today - timedelta(days=back), today) == words


def test_a_day_is_said_in_the_language_of_the_moment():
    today = date(2026, 11, 22)
    assert formats.day(today, today) == "today"
    with override("de"):
        assert formats.day(date(2023, 3, 14), today) == "14 Mär 2023"


def test_lengths_choose_their_unit():
    assert formats.length(timedelta(seconds=40)) == "40 s"
    assert formats.length(timedelta(minutes=12)) == "12 min"
    assert formats.length(timedelta(hours=3, minutes=5)) == "3 h 5 min"
