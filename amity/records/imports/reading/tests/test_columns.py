"""What columns hold is guessed from their cells, and what they do not prove is said."""

import pytest

from amity.records.imports.reading import ColumnGuess, guess_columns


def guess(*cells, name="column"):
    return guess_columns([name], [[cell] for cell in cells])[0]


@pytest.mark.parametrize(
    ("cells", "kind", "unproven"),
    [
        (("", " "), "empty", ()),
        (("1", "22"), "integer", ()),
        (("17850.0", "13047.0"), "integer", ()),
        (("1.5", "2"), "number", ()),
        (("1,5", "2"), "number", ()),
        (("1,234", "2,345"), "integer", ("convention",)),
        (("1.234", "2.345"), "number", ("convention",)),
        (("1.234", "2.345,5"), "number", ()),
        (("5 €", "7 €"), "money", ()),
        (("$5", "$7"), "money", ("currency",)),
        (("5 €", "7 CHF"), "money", ("currency",)),
        (("2021-01-02", "2021-03-04 10:00"), "date", ()),
        (("03-07-2021", "04-07-2021"), "date", ("order",)),
        (("03-07-2021", "14-07-2021"), "date", ()),
        (("13/07/2021", "07/13/2021"), "date", ("order",)),
        (("31/12/20", "1/1/21"), "date", ("century",)),
        (("16 Apr, 2021 00:02:00",), "date", ()),
        (("yes", "no"), "yes_no", ()),
        (("y", "n"), "yes_no", ("kind",)),
        (("0", "1"), "integer", ()),
        (("a@b.org", "c@d.de"), "email", ()),
        (("https://a.org/x", "www.b.de"), "url", ()),
        (("+49 30 1234", "(030) 12345-6"), "phone", ("kind",)),
        (("01581", "01730"), "text", ()),
        (("25842000000532815", "25842000000532847"), "text", ()),
        (("10.0.0.1", "10.0.0.2"), "text", ()),
        (("Ada", "12"), "text", ()),
    ],
)
def test_kinds(cells, kind, unproven):
    found = guess(*cells)
    assert (found.kind, found.unproven, found.certain) == (kind, unproven, not unproven), found
    assert found.certain or found.reason


def test_a_few_odd_cells_make_a_kind_uncertain():
    found = guess(*[str(n) for n in range(50)], "lots")
    assert (found.kind, found.unproven) == ("integer", ("exceptions",))
    assert "lots" in found.reason


def test_words_for_nothing_are_found_and_do_not_change_the_kind():
    found = guess("12", "NULL", "N/A", "-", "None", "13")
    assert found.kind == "integer"
    assert found.nulls == ("NULL", "N/A", "-", "None")
    assert guess("WA", "NULL", "NA").nulls == ("NULL",)


def test_samples_are_the_first_distinct_cells():
    assert guess("b", "", "a", "b", "c").samples == ("b", "a", "c")


def test_a_phone_column_is_known_by_its_name():
    assert guess("0102030405", "5551234567", name="Mobile Phone").kind == "phone"


def test_a_currency_may_stand_in_the_header():
    found = guess("1.50", "2.50", name="Price (EUR)")
    assert (found.kind, found.currency) == ("money", "EUR")


def test_one_column_settles_what_another_leaves_open():
    rows = [["03-07-2021", "31-12-2021", "1,234", "0.5"], ["04-08-2021", "01-02-2021", "2,345", "1.5"]]
    first, _second, third, _fourth = guess_columns(["a", "b", "c", "d"], rows)
    assert (first.formats, first.certain) == (("d-m-yyyy",), True)
    assert (third.convention, third.certain) == ("1,234.56", True)
    rows = [["1.234", "0,5"], ["2.345", "1,5"]]
    assert guess_columns(["a", "b"], rows)[0].convention == "1.234,56"


def test_a_column_guess_survives_json():
    found = guess("1.5", "NULL")
    assert ColumnGuess.from_json(found.to_json()) == found
