"""Values of fields as people read them: one function a shape, for cells of lists and for the facts of a record.

A list shows thousands of values: `cell_painter` and `fact_painter` prepare all that is the same for a column once.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from amity.kernel.ui import formats
from amity.kernel.ui.templatetags.ui import breakable, initials, moment, tint
from amity.records.kinds.fields import RecordField
from amity.records.kinds.registry import kind_numbered

Painter = Callable[[Any], str]
EMPTY: SafeString = mark_safe("")


def is_empty(value: Any) -> bool:
    """Whether there is nothing to show; 0 and "no" are something."""
    return value is None or value == "" or (not value and not isinstance(value, int))


def cell_painter(field: RecordField, *, home_currency: str) -> Painter:
    """value -> HTML of one cell of a list, "" for nothing: short, and without links but for names of records."""
    return _guarded(_paint(field, home_currency, is_short=True))


def fact_painter(field: RecordField, *, home_currency: str) -> Painter:
    """value -> HTML of one fact of a record, "" for nothing: in full."""
    return _guarded(_paint(field, home_currency, is_short=False))


def words_of(field: RecordField, value: Any, *, home_currency: str) -> str:
    """A value as plain text, "" for nothing."""
    if is_empty(value):
        return ""
    match field.shape:
        case "choice":
            return str(dict(field.choices).get(value, value))
        case "money":
            return formats.money(*value)
        case "home_money":
            return formats.money(value, home_currency)
        case "price":
            return formats.price(*value)
        case "number":
            return formats.number(value)
        case "yes_no":
            return _("yes") if value else _("no")
        case "day":
            return formats.day(value, timezone.localdate())
        case "moment":
            return formats.in_full(value)
        case "place":
            return str(value.on_one_line())
        case "tags":
            return ", ".join(tag.name for tag in value)
        case "record":
            return str(kind_numbered(value.record_kind).title(value))
        case "account" | "team":
            return str(value.name)
        case _:
            return str(value)


def _guarded(paint: Painter) -> Painter:
    return lambda value: EMPTY if is_empty(value) else paint(value)


def _paint(field: RecordField, home_currency: str, *, is_short: bool) -> Painter:
    match field.shape:
        case "choice":
            words = {key: escape(label) for key, label in field.choices}
            return lambda value: words.get(value) or escape(value)
        case "home_money":
            return lambda minor: formats.money(minor, home_currency)
        case "day" | "moment":
            return _day_of(timezone.localdate()) if is_short else _in_full
        case "name" | "text":
            return _isolated
        case _:
            return (_IN_CELLS if is_short else _IN_FACTS).get(field.shape) or _EVERYWHERE[field.shape]


def _isolated(value: Any) -> SafeString:
    """Text of any script; its direction does not spill over into what stands beside it."""
    return mark_safe(f"<bdi>{conditional_escape(value)}</bdi>")  # noqa: S308 - escaped


def _long_text_in_cell(value: str) -> SafeString:
    """The beginning, on one line."""
    return _isolated(value[:160].split("\n", 1)[0])


def _long_text(value: str) -> SafeString:
    return mark_safe(f'<span class="read" dir="auto">{escape(value)}</span>')  # noqa: S308 - escaped


def _amount(value: tuple[int, str]) -> SafeString:
    return escape(formats.money(*value))


def _price(value: tuple[int, str]) -> SafeString:
    return escape(formats.price(*value))


def _day_of(today: date) -> Painter:
    def paint(value: date) -> str:
        # A datetime is a date too.
        return formats.day(timezone.localtime(value).date() if isinstance(value, datetime) else value, today)

    return paint


def _in_full(value: date) -> str:
    return moment(value, "full")


def _yes_no(value: bool) -> str:
    return _("yes") if value else _("no")


def _place(value: Any) -> SafeString:
    return _isolated(value.on_one_line())


def _record(value: Any) -> SafeString:
    """A link to a record that the viewer may see."""
    kind = kind_numbered(value.record_kind)
    return mark_safe(  # noqa: S308 - escaped
        f'<a class="link" href="{escape(kind.path(value))}"><bdi>{escape(kind.title(value))}</bdi></a>'
    )


def _tags(value: Any, names: str = "tags") -> SafeString:
    inner = "".join([f"<b data-tint={tag.tint + 1}>{escape(tag.name)}</b>" for tag in value])
    return mark_safe(f"<span class={names}>{inner}</span>")  # noqa: S308 - escaped


def _all_tags(value: Any) -> SafeString:
    return _tags(value, '"tags tags--wrap"')


def _face(value: Any) -> SafeString:
    """A colleague in a cell: initials, the name for the pointer and for screen readers."""
    return mark_safe(  # noqa: S308 - escaped
        f'<span class="avatar avatar--small" data-tint={tint(value.pk)} role=img title="{escape(value.name)}">'
        f"{escape(initials(value.name))}</span>"
    )


def _account(value: Any) -> SafeString:
    return mark_safe(  # noqa: S308 - escaped
        f'<span class="avatar avatar--small" data-tint="{tint(value.pk)}" aria-hidden="true">'
        f"{escape(initials(value.name))}</span><bdi>{escape(value.name)}</bdi>"
    )


def _team(value: Any) -> SafeString:
    return _isolated(value.name)


_EVERYWHERE: dict[str, Painter] = {
    "number": formats.number,
    "money": _amount,
    "price": _price,
    "yes_no": _yes_no,
    "place": _place,
    "record": _record,
    "phone": _isolated,
    "email": _isolated,
    "team": _team,
}
_IN_CELLS: dict[str, Painter] = {"long_text": _long_text_in_cell, "tags": _tags, "account": _face}
_IN_FACTS: dict[str, Painter] = {"long_text": _long_text, "tags": _all_tags, "account": _account, "email": breakable}
