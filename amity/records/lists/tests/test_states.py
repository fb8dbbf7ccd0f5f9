"""What a list shows stands in its URL, read into one value and written back."""

import pytest

from amity.records.lists.queries import order_of
from amity.records.lists.state import read_state


def problems_of(kind, **asked):
    return [(problem.parameter, problem.message) for problem in read_state(kind, asked)[1]]


def test_a_list_without_parameters_is_the_usual_one():
    state, problems = read_state("person", {})
    assert problems == [] and state.query() == "" and state.href() == "/people"
    assert state.sort == ("name",) and state.layout == "table"
    assert [column.field.name for column in state.columns][:3] == ["name", "company", "email"]


@pytest.mark.parametrize(
    ("kind", "query"),
    [
        ("person", {"sort": "-net,name"}),
        ("person", {"columns": "name,email:180,stage"}),
        ("person", {"group": "stage", "layout": "cards"}),
        ("person", {"layout": "board", "filter": "stage = lead"}),
        ("order", {"view": "not-converted", "sort": "number"}),
    ],
)
def test_what_is_read_is_written_back(kind, query):
    state, problems = read_state(kind, query, view=query.get("view", ""))
    assert problems == []
    assert dict(state.pairs()) == query
    again, _problems = read_state(kind, dict(state.pairs()), view=state.view)
    assert again == state


def test_what_is_as_usual_is_left_out_of_the_address():
    assert read_state("person", {"sort": "name", "layout": "table", "group": ""})[0].query() == ""
    assert read_state("order", {"sort": "-date"})[0].href(after="abc") == "/orders?after=abc"


def test_a_view_is_the_base_that_a_url_changes():
    state, _problems = read_state("person", {"sort": "name"}, view="best", view_query="sort=-net")
    assert state.sort == ("name",) and state.changed == ["sort"]
    assert state.query() == "view=best&sort=name"
    plain, _problems = read_state("person", {}, view="best", view_query="sort=-net")
    assert plain.sort == ("-net",) and plain.query() == "view=best"


def test_wrong_values_are_named_and_the_rest_holds():
    assert problems_of("person", sort="colour") == [("sort", "This list cannot be sorted by “colour”.")]
    assert problems_of("person", columns="email,shoe") == [("columns", "This list has no column “shoe”.")]
    assert problems_of("person", columns="email:wide")[0][0] == "columns"
    assert problems_of("person", group="email") == [("group", "This list cannot be grouped by “email”.")]
    assert problems_of("company", layout="board") == [("layout", "This list cannot be shown as “board”.")]
    assert problems_of("order", person="somebody") == [("person", "This link is damaged.")]
    state, _problems = read_state("person", {"sort": "colour,-net", "columns": "shoe,email"})
    assert state.sort == ("-net",)
    assert [column.field.name for column in state.columns] == ["name", "email"]


def test_the_name_is_always_the_first_column_and_widths_stay_sensible():
    state, _problems = read_state("person", {"columns": "email:9999,stage:1"})
    assert [(column.field.name, column.pixels) for column in state.columns][1:] == [("email", 800), ("stage", 56)]
    assert state.columns[0].field.name == "name"


def test_several_sorts_end_with_one_unique_key():
    assert order_of(read_state("person", {"sort": "-net,name"})[0]) == ["-totals__net", "name_key", "pk"]
    assert order_of(read_state("person", {"sort": "-net"})[0]) == ["-totals__net", "-totals__person_id"]
