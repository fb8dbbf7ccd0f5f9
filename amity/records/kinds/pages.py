"""What the pages of all kinds share: panels that other rooms contribute, cells of contributed columns."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from amity.kernel.commands import Actor
from amity.kernel.ui import formats
from amity.kernel.ui.lists import Column
from amity.records.kinds.columns import ListColumn
from amity.records.kinds.models import Record
from amity.records.kinds.registry import kind_numbered


def panels_of(record: Record, *, zone: str, seen_by: Actor, request: HttpRequest) -> list[SafeString]:
    """The contributed parts of a record's page in one zone (`facts` or `around`), rendered, in order."""
    return [
        render_to_string(panel.template, panel.context(record, seen_by=seen_by), request)
        for panel in kind_numbered(record.record_kind).panels
        if panel.zone == zone
    ]


def headings_of(columns: Sequence[ListColumn]) -> list[Column]:
    """Contributed columns as a list's head shows them."""
    return [
        Column(column.label, sort=column.name, is_number=column.shape != "text", falls_first=column.shape != "text")
        for column in columns
    ]


def cells_of(record: Any, columns: Sequence[ListColumn], *, home_currency: str) -> list[tuple[str, str]]:
    """(place on a phone, text) of one row's contributed columns."""
    return [(_PLACES.get(column.shape, ""), _shown(column, record, home_currency)) for column in columns]


_PLACES = {"home_money": "c-value", "moment": "c-note"}


def _shown(column: ListColumn, record: Any, home_currency: str) -> str:
    value = column.of(record)
    if value is None:
        return ""
    if column.shape == "home_money":
        return formats.money(value, home_currency)
    if column.shape == "moment":
        return formats.day(timezone.localtime(value).date(), timezone.localdate())
    return formats.number(value) if column.shape == "number" else str(value)
