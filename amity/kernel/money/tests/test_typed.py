"""Figures as people type them."""

import pytest
from django.utils import translation

from amity.kernel.commands import Invalid
from amity.kernel.money import MILLION
from amity.kernel.money.typed import from_millionths, from_minor, millionths, minor


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5), ("1,234", 1234), ("1.234", 1.234), ("1.234,50", 1234.5), ("1,234.50", 1234.5), ("12,5", 12.5),
        ("−3.25", -3.25), ("1'000", 1000), ("1 000 000", 1_000_000), ("1,000,000", 1_000_000), (" 0.000001 ", 0.000001),
    ],
)  # fmt: skip
def test_a_figure_is_read_however_it_is_written(text, value):
    assert millionths(text) == round(value * MILLION)


def test_a_figure_is_read_as_its_reader_s_language_writes_it():
    with translation.override("de"):
        assert millionths("1.234") == 1234 * MILLION
        assert millionths("1,234") == 1_234_000
        assert from_minor(123450, "EUR") == "1234,50"


@pytest.mark.parametrize("text", ["", "abc", "1,2,3", "1.2.3,4", "12 €", "1e5", "0.0000001", "9" * 20])
def test_what_is_no_figure_is_refused(text):
    with pytest.raises(Invalid):
        millionths(text)


def test_an_amount_has_no_more_decimals_than_its_currency():
    assert (minor("12.5", "EUR"), minor("12", "JPY"), minor("1.005", "KWD")) == (1250, 12, 1005)
    for text, currency in (("12.505", "EUR"), ("12.5", "JPY")):
        with pytest.raises(Invalid):
            minor(text, currency)


@pytest.mark.parametrize("value", [0, 1, -1, 1_500_000, 123_456_789, -250_000])
def test_what_a_form_shows_it_reads_back(value):
    assert millionths(from_millionths(value)) == value
    assert minor(from_minor(value, "EUR"), "EUR") == value
