"""Figures and days in every way a person can choose, written and read back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from amity.kernel.conventions import (
    DAY_FORMATS,
    NUMBER_FORMATS,
    Conventions,
    language_first_weekday,
    read_day,
    written_as,
    written_day,
)
from amity.kernel.money.typed import from_millionths, from_minor, millionths, minor
from amity.kernel.ui import formats
from amity.kernel.ui.fields import DayField, MomentField

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days", "words", "long"),
    [
        ("", "13 Oct", "13 October 2026, 08:05 UTC"),
        ("YYYY-MM-DD", "2026-10-13", "2026-10-13, 08:05 UTC"),
        ("DD.MM.YYYY", "13.10.2026", "13.10.2026, 08:05 UTC"),
        ("MM/DD/YYYY", "10/13/2026", "10/13/2026, 08:05 UTC"),
        ("DD/MM/YYYY", "13/10/2026", "13/10/2026, 08:05 UTC"),
    ],
)
def test_days_are_written_as_chosen_wherever_they_stand(days, words, long):
    at = datetime(2026, 10, 13, 8, 5, tzinfo=UTC)
    with written_as(Conventions(days=days)):
        assert formats.day(at.date(), TODAY) == words
        assert formats.in_full(at) == long
        # What is near stays in words: they are nearer than any figure.
        assert formats.day(TODAY - timedelta(days=1), TODAY) == "yesterday"
    assert formats.day(at.date(), TODAY) == "13 Oct"


@pytest.mark.parametrize(
    ("numbers", "figure", "amount"),
    [
        ("", "1,234,567.5", "€2,340.50"),
        ("1,234.56", "1,234,567.5", "€2,340.50"),
        ("1.234,56", "1.234.567,5", "€2.340,50"),
        ("1 234,56", "1\xa0234\xa0567,5", "€2\xa0340,50"),
        ("1'234.56", "1’234’567.5", "€2’340.50"),
    ],
)
def test_figures_are_written_as_chosen_and_the_sign_stands_as_the_language_has_it(numbers, figure, amount):
    with written_as(Conventions(numbers=numbers)):
        assert formats.number(1_234_567.5, 1) == figure
        assert formats.money(234_050, "EUR") == amount
        with override("de"):
            assert formats.money(234_050, "EUR").endswith("\xa0€")


@given(st.integers(-(10**14), 10**14), st.sampled_from(["", *NUMBER_FORMATS]), st.sampled_from(["en", "de", "fr"]))
def test_a_figure_is_read_as_it_was_written(value, numbers, language):
    with override(language), written_as(Conventions(numbers=numbers)):
        assert millionths(from_millionths(value)) == value
        assert minor(from_minor(value, "EUR"), "EUR") == value
        assert minor(formats.number(abs(value) // 100), "JPY") == abs(value) // 100


@given(st.dates(), st.sampled_from(list(DAY_FORMATS)))
def test_a_day_is_read_as_it_was_written(day, days):
    with written_as(Conventions(days=days)):
        assert read_day(written_day(day, days)) == day
        assert read_day(day.isoformat()) == day
        assert DayField().clean(written_day(day, days)) == day


@pytest.mark.parametrize("text", ["31.02.2026", "2026", "11/22/2026", "22.11.26", "soon", ""])
def test_what_is_no_day_in_the_chosen_order_is_none(text):
    with written_as(Conventions(days="DD.MM.YYYY")):
        assert read_day(text) is None


def test_a_moment_is_shown_and_read_in_the_viewers_zone_and_order():
    at = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
    with timezone.override("Europe/Berlin"), written_as(Conventions(days="MM/DD/YYYY")):
        shown = MomentField().widget.format_value(at)
        assert shown == "11/22/2026 14:05"
        assert MomentField().clean(shown) == at
        assert MomentField().clean("2026-11-22T14:05") == at
        assert MomentField().clean("11/22/2026").hour == 12


def test_the_browsers_own_calendar_is_used_until_somebody_chooses():
    assert 'type="date"' in DayField().widget.render("day", TODAY)
    assert 'value="2026-11-22"' in DayField().widget.render("day", TODAY)
    with written_as(Conventions(days="DD.MM.YYYY")):
        html = DayField().widget.render("day", TODAY)
    assert 'type="text"' in html and 'value="22.11.2026"' in html


def test_a_week_begins_as_the_language_has_it():
    assert (language_first_weekday("en"), language_first_weekday("en-gb"), language_first_weekday("fa")) == (6, 0, 5)
