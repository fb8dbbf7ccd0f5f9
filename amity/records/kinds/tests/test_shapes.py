"""Values of every shape as people read them, whatever somebody typed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, get_args

import pytest

from amity.records.kinds.fields import RecordField, Shape
from amity.records.kinds.shapes import cell_painter, fact_painter, is_empty, words_of

NASTY = "<img src=x onerror=alert(1)>\"'&amp; ليلى 🦊"


@dataclass
class Somewhere:
    street: str

    def on_one_line(self) -> str:
        return self.street


@pytest.fixture(autouse=True)
def a_kind(monkeypatch: Any) -> None:
    kind = SimpleNamespace(path=lambda record: f'/things/"{record.name}', title=lambda record: record.name)
    monkeypatch.setattr("amity.records.kinds.shapes.kind_numbered", lambda _number: kind)


def samples() -> dict[str, Any]:
    named = SimpleNamespace(pk=3, name=NASTY, record_kind=1)
    return {
        "name": NASTY,
        "text": NASTY,
        "long_text": NASTY + "\n" + NASTY,
        "number": 12345,
        "money": (123450, "EUR"),
        "home_money": -5,
        "price": (1_234_500, "JPY"),
        "day": date(2020, 2, 1),
        "moment": datetime(2020, 2, 1, 9, 30, tzinfo=UTC),
        "choice": NASTY,
        "yes_no": False,
        "email": NASTY + "@x",
        "phone": NASTY,
        "place": Somewhere(NASTY),
        "record": named,
        "tags": [SimpleNamespace(name=NASTY, tint=2)],
        "account": named,
        "team": named,
    }


@pytest.mark.parametrize("shape", get_args(Shape))
def test_every_shape_is_shown_and_nothing_typed_becomes_markup(shape: Any) -> None:
    field = RecordField(name="f", label="F", shape=shape)
    value = samples()[shape]
    assert not is_empty(value)
    for paint in (cell_painter(field, home_currency="EUR"), fact_painter(field, home_currency="EUR")):
        html = str(paint(value))
        assert html and "<img" not in html and "onerror=alert(1)>" not in html
        assert "&amp;amp;amp;" not in html
        assert [paint(nothing) for nothing in (None, "")] == ["", ""]
    assert words_of(field, value, home_currency="EUR")
    assert words_of(field, None, home_currency="EUR") == ""


def test_figures_days_and_choices_are_in_the_words_of_the_viewer() -> None:
    def cell(shape: Any, value: Any, **more: Any) -> str:
        return str(cell_painter(RecordField(name="f", label="F", shape=shape, **more), home_currency="EUR")(value))

    assert cell("number", 12345) == "12,345"
    assert cell("number", 0) == "0"
    assert cell("money", (123450, "JPY")) == "¥123,450"
    assert cell("home_money", -5) == "−€0.05"
    assert cell("price", (1_234_500, "EUR")) == "1.2345\N{NO-BREAK SPACE}EUR"
    assert cell("day", date(2020, 2, 1)) == "1 Feb 2020"
    assert cell("choice", "a", choices=[("a", "Alpha")]) == "Alpha"
    assert cell("yes_no", True) == "yes"
    assert cell("long_text", "one\ntwo") == "<bdi>one</bdi>"
