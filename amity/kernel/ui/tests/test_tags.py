"""The template tags."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils import timezone


def shown(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_an_icon_points_into_the_one_sprite():
    html = shown('{% icon "person" "s turns" %}')
    assert 'class="icon icon--s icon--turns"' in html
    assert html.endswith('icons.svg#person"/></svg>')


def test_a_name_cannot_break_out_of_its_circle():
    html = shown("{% avatar name 3 %}", name="<b>x</b> &y")
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Anneke Visser", "AV"),
        ("Björn", "B"),
        ("Юлія Коваль", "ЮК"),
        ("王小明", "王"),
        ("", "?"),
        ("José (Pepe) Ruiz", "JR"),
    ],
)
def test_initials_fit_names_of_any_culture(name, letters):
    assert shown("{{ name|initials }}", name=name) == letters


def test_a_moment_is_told_in_the_viewers_zone():
    with timezone.override("Asia/Tokyo"):
        html = shown('{% moment at "clock" %}', at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    assert ">08:30</time>" in html
    assert 'datetime="2026-03-02T08:30:00+09:00"' in html


def test_nothing_is_shown_for_nothing():
    assert shown('{% money none "EUR" %}{% moment none %}{{ none|number }}', none=None) == ""


def test_a_currency_from_a_file_is_escaped():
    assert "<" not in shown("{% money 100 code %}", code="<i>")
