"""What can follow, wherever the cursor stands."""

import pytest

from amity.kernel.filters import completions
from amity.kernel.filters.tests.catalogues import toy

CATALOGUE = toy()


def offered(text: str) -> list[str]:
    """What is offered where `|` stands."""
    position = text.index("|")
    return [item.text for item in completions(text.replace("|", ""), position, CATALOGUE)]


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("|", ["name", "stage", "ordered", "not", "has"]),
        ("st|", ["stage"]),
        ("birth|", ["born"]),
        ("stage |", ["=", "!=", "in", "is empty"]),
        ("stage is|", ["is empty", "is not empty", "is one of"]),
        ("stage is |", ["empty", "not empty", "lead"]),
        ("stage = |", ["lead", "customer", '"on hold"']),
        ("stage = k|", ["customer"]),
        ("stage in (lead, |", ["customer"]),
        ("stage in (lead|)", ["lead"]),
        ("town = new|", ['"New York"', "Newark"]),
        ('town = "New |', ['"New York"']),
        ("stage = lead |", ["and", "or"]),
        ("stage = lead a|", ["and"]),
        ("(stage = lead |", [")"]),
        ("stage = lead and |", ["name", "ordered"]),
        ("created |", ["in", "before", "since", "more than"]),
        ("created in |", ["today", "the last 30 days", "last month"]),
        ("created in the last |", ["week", "month"]),
        ("created in the last 30 |", ["days", "weeks"]),
        ("created more than 30 |", ["days"]),
        ("active = |", ["yes", "no"]),
        ("company.|", ["company.name", "company.stage"]),
        ("company.sta|", ["company.stage"]),
        ("has |", ["call", "no"]),
        ("never |", ["ordered", "has call"]),
        ("ordered |", ["at least", "for", "in", "product", "and"]),
        ("ordered product n|", ['"New York"', "Newark"]),
        ("ordered at least 2 |", ["times"]),
        ("ordered at least 2 times in |", ["the last 30 days"]),
        ("not |", ["name", "("]),
    ],
)
def test_what_fits_is_offered(text: str, some: list[str]) -> None:
    assert set(some) <= set(offered(text)), offered(text)


@pytest.mark.parametrize("text", ["stge = |", "= |", "name = |", "visits > |", "stage = lead lead |"])
def test_nothing_is_offered_where_nothing_is_known(text: str) -> None:
    assert offered(text) == []


def test_the_word_under_the_cursor_is_replaced() -> None:
    (first, *_others) = completions("stage = cus and name = a", 11, CATALOGUE)
    assert (first.text, first.start, first.end, first.label) == ("customer", 8, 11, "Kunde")
    (only,) = completions("stage = customer", 10, CATALOGUE)
    assert (only.start, only.end) == (8, 16)
