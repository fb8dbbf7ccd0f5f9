"""Numbers, money and dates are read exactly, strictly, and the same as they were written."""

from contextlib import suppress
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amity.records.imports.reading import (
    CONVENTIONS,
    CellError,
    ColumnGuess,
    column_parser,
    parse_date,
    parse_money,
    parse_number,
    parse_yes_no,
)

MILLION = 1_000_000


@pytest.mark.parametrize(
    ("text", "convention", "millionths"),
    [
        ("0", "1234.56", 0),
        ("1234.5", "1234.56", 1_234_500_000),
        ("1,234.56", "1,234.56", 1_234_560_000),
        ("12,34,567.5", "1,234.56", 1_234_567_500_000),
        ("1.234,56", "1.234,56", 1_234_560_000),
        ("1 234,56", "1 234,56", 1_234_560_000),
        ("1\u202f234,56", "1 234,56", 1_234_560_000),
        ("1\u00a0234.56", "1 234.56", 1_234_560_000),
        ("1'234.56", "1'234.56", 1_234_560_000),
        ("1’234.56", "1'234.56", 1_234_560_000),
        ("(1,234)", "1,234.56", -1_234_000_000),
        ("12.50-", "1234.56", -12_500_000),
        ("−3", "1234.56", -3_000_000),
        ("+3", "1234.56", 3_000_000),
        (".5", "1234.56", 500_000),
        ("12.5 %", "1234.56", 125_000),
        ("1.5e3", "1234.56", 1_500_000_000),
        ("22.272000000000002", "1234.56", 22_272_000),
        ("0.0000005", "1234.56", 1),
        ("17850.0", "1,234.56", 17_850_000_000),
    ],
)
def test_numbers_are_read_in_millionths(text, convention, millionths):
    assert parse_number(text, convention) == millionths


@pytest.mark.parametrize(
    "text",
    ["", "-", ".", "abc", "1.2.3", "--1", "(1", "1)", "(-1)", "1,23", "12,3456", "٣", "1 2", "nan", "inf", "1e99"],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(CellError) as caught:
        parse_number(text, "1,234.56")
    assert caught.value.message.endswith(".")


def test_a_number_in_another_convention_is_pointed_out():
    with pytest.raises(CellError, match=r"1\.234,56"):
        parse_number("1.234,56", "1,234.56")


def grouped(whole, mark):
    return f"{whole:,}".replace(",", mark)


@given(st.integers(-(10**12) * MILLION, 10**12 * MILLION), st.sampled_from(sorted(CONVENTIONS)), st.sampled_from("-(t"))
def test_numbers_come_back_from_every_convention(value, convention, sign):
    decimal, group = CONVENTIONS[convention]
    whole, rest = divmod(abs(value), MILLION)
    text = (grouped(whole, group) if group else str(whole)) + (f"{decimal}{rest:06}" if rest else "")
    if value < 0:
        text = {"-": f"-{text}", "(": f"({text})", "t": f"{text}-"}[sign]
    assert parse_number(text, convention) == value


@given(st.text(max_size=20), st.sampled_from(sorted(CONVENTIONS)))
def test_parsers_never_crash(text, convention):
    for parse in (lambda: parse_number(text, convention), lambda: parse_money(text, convention)):
        with suppress(CellError):
            parse()
    for name in ("yyyy-mm-dd", "d mon yyyy", "m/d/yy", "excel"):
        with suppress(CellError):
            parse_date(text, [name], UTC)


@pytest.mark.parametrize(
    ("text", "convention", "expected"),
    [
        ("$342.09K", "1,234.56", (342_090 * MILLION, "USD")),
        ("$1,117.10K", "1,234.56", (1_117_100 * MILLION, "USD")),
        ("$2,635.81", "1,234.56", (2_635_810_000, "USD")),
        ("(32000.00 €)", "1,234.56", (-32_000 * MILLION, "EUR")),
        ("-$5", "1,234.56", (-5 * MILLION, "USD")),
        ("$-5", "1,234.56", (-5 * MILLION, "USD")),
        ("1.234,56 €", "1.234,56", (1_234_560_000, "EUR")),
        ("CHF 1'234.50", "1'234.56", (1_234_500_000, "CHF")),
        ("R$ 10", "1,234.56", (10 * MILLION, "BRL")),
        ("12.50 usd", "1,234.56", (12_500_000, "USD")),
        ("1 234,56 zł", "1 234,56", (1_234_560_000, "PLN")),
        ("7", "1,234.56", (7 * MILLION, None)),
    ],
)
def test_money_is_an_amount_and_a_currency(text, convention, expected):
    assert parse_money(text, convention) == expected


@pytest.mark.parametrize("text", ["", "$", "$ 5 €", "(-$5)", "five dollars", "-5-", "$1.2.3"])
def test_what_is_no_money_is_refused(text):
    with pytest.raises(CellError):
        parse_money(text)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("2021-04-16", "yyyy-mm-dd", date(2021, 4, 16)),
        ("1996-07-04 00:00:00.000", "yyyy-mm-dd", datetime(1996, 7, 4, tzinfo=UTC)),
        ("2021-04-16T10:00:00.5Z", "yyyy-mm-dd", datetime(2021, 4, 16, 10, 0, 0, 500_000, tzinfo=UTC)),
        ("2021-04-16T10:00:00+02:00", "yyyy-mm-dd", datetime(2021, 4, 16, 8, tzinfo=UTC)),
        ("2021-4-6", "yyyy-mm-dd", date(2021, 4, 6)),
        ("5/19/2006 0:00:00", "m/d/yyyy", datetime(2006, 5, 19, tzinfo=UTC)),
        ("16.4.2021", "d.m.yyyy", date(2021, 4, 16)),
        ("03-07-2021 01:09", "d-m-yyyy", datetime(2021, 7, 3, 1, 9, tzinfo=UTC)),
        ("16 Apr, 2021 00:02:00", "d mon yyyy", datetime(2021, 4, 16, 0, 2, tzinfo=UTC)),
        ("16. März 2021", "d mon yyyy", date(2021, 3, 16)),
        ("16 août 2021", "d mon yyyy", date(2021, 8, 16)),
        ("16 de abril de 2021", "d mon yyyy", date(2021, 4, 16)),
        ("April 16, 2021 3:05 PM", "mon d yyyy", datetime(2021, 4, 16, 15, 5, tzinfo=UTC)),
        ("12/31/2020 12:30 am", "m/d/yyyy", datetime(2020, 12, 31, 0, 30, tzinfo=UTC)),
        ("8/9/14 19:00", "m/d/yy", datetime(2014, 8, 9, 19, tzinfo=UTC)),
        ("1.2.69", "d.m.yy", date(1969, 2, 1)),
        ("20140102", "yyyymmdd", date(2014, 1, 2)),
        ("44302", "excel", date(2021, 4, 16)),
        ("44302.5", "excel", datetime(2021, 4, 16, 12, tzinfo=UTC)),
    ],
)
def test_dates_are_read_as_declared(text, name, expected):
    found = parse_date(text, [name], UTC)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("31.02.2021", "d.m.yyyy"),
        ("13/13/2021", "m/d/yyyy"),
        ("2021-13-01", "yyyy-mm-dd"),
        ("", "yyyy-mm-dd"),
        ("yesterday", "yyyy-mm-dd"),
        ("2021-04-16", "d.m.yyyy"),
        ("44302", "yyyy-mm-dd"),
        ("12", "excel"),
        ("16 Foo 2021", "d mon yyyy"),
        ("2021-04-16 25:00", "yyyy-mm-dd"),
    ],
)
def test_what_is_no_such_date_is_refused(text, name):
    with pytest.raises(CellError) as caught:
        parse_date(text, [name], UTC)
    assert caught.value.message.endswith(".")


def test_a_time_without_zone_is_in_the_zone_given():
    berlin = ZoneInfo("Europe/Berlin")
    assert parse_date("2021-07-01 12:00", ["yyyy-mm-dd"], berlin) == datetime(2021, 7, 1, 10, tzinfo=UTC)


WRITTEN = {
    "yyyy-mm-dd": "{y:04}-{m:02}-{d:02}",
    "m/d/yyyy": "{m}/{d}/{y:04}",
    "d.m.yyyy": "{d}.{m}.{y:04}",
    "d-m-yyyy": "{d:02}-{m:02}-{y:04}",
    "yyyy/m/d": "{y:04}/{m}/{d}",
    "yyyymmdd": "{y:04}{m:02}{d:02}",
}


@given(st.datetimes(min_value=datetime(1000, 1, 1)), st.sampled_from(sorted(WRITTEN)), st.booleans())
def test_dates_come_back_from_every_format(moment, name, timed):
    text = WRITTEN[name].format(y=moment.year, m=moment.month, d=moment.day)
    if timed:
        text += moment.strftime(" %H:%M:%S.%f")
    expected = moment.replace(tzinfo=UTC) if timed else moment.date()
    assert parse_date(text, [name], UTC) == expected


@pytest.mark.parametrize(("text", "value"), [("Yes", True), (" nein ", False), ("1", True), ("FALSE", False)])
def test_yes_and_no(text, value):
    assert parse_yes_no(text) is value


def test_maybe_is_neither():
    with pytest.raises(CellError, match="maybe"):
        parse_yes_no("maybe")


def test_a_column_parser_knows_the_words_for_nothing_and_the_currency():
    money = column_parser(ColumnGuess(0, "price", "money", nulls=("NULL",), convention="1,234.56", currency="CAD"))
    assert money("NULL") is None
    assert money(" ") is None
    assert money("$5") == (5 * MILLION, "CAD")
    assert money("5") == (5 * MILLION, "CAD")
    assert money("5 €") == (5 * MILLION, "EUR")
    whole = column_parser(ColumnGuess(0, "id", "integer", convention="1,234.56", whole_floats=True))
    assert whole("17850.0") == 17850
    with pytest.raises(CellError):
        whole("1.5")
