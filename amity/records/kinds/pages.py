"""What the pages of all kinds share: panels that other rooms contribute, cells of contributed columns."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Stale, unit_of_work
from amity.kernel.paging import Page
from amity.kernel.ui import formats
from amity.kernel.ui.forms import refusals_shown_in
from amity.kernel.ui.lists import Column, foot, headings
from amity.records.kinds.changing import Values
from amity.records.kinds.columns import ListColumn, list_columns
from amity.records.kinds.forms import RecordForm
from amity.records.kinds.registry import kind_numbered
from amity.workspace.accounts.queries import colleagues
from amity.workspace.settings.queries import organisation
from amity.workspace.teams.queries import team_choices


def panels_of(record: Any, *, zone: str, seen_by: Actor, request: HttpRequest) -> list[SafeString]:
    """The contributed parts of a record's page in one zone (`facts` or `around`), rendered, in order."""
    return [
        render_to_string(panel.template, panel.context(record, seen_by=seen_by), request)
        for panel in kind_numbered(record.record_kind).panels
        if panel.zone == zone
    ]


def kind_list(
    request: Any,
    kind_name: str,
    page: Page[Any],
    counted: tuple[int, bool],
    own: Sequence[Column],
    *,
    sort: str,
    tags: Mapping[int, Sequence[Any]],
) -> dict[str, Any]:
    """What a list of records shows: `headings`, `rows` as (record, tags, contributed cells), `pager`.

    The kind's own columns stand before the contributed ones; the day of adding and the owner end every row.
    """
    contributed = list_columns(kind_name)
    home = organisation().home_currency
    ends = [Column(_("Added"), sort="created", is_number=True, falls_first=True), Column(_("Owner"))]
    return {
        "headings": headings(request, [*own, *headings_of(contributed), *ends], sort),
        "rows": [
            (record, tags.get(record.pk, ()), cells_of(record, contributed, home_currency=home)) for record in page.rows
        ],
        "pager": foot(request, page, counted),
    }


def save_or_ask(form: RecordForm, act: Callable[[], Any], *, version: int = 0, now: Values | None = None) -> int:
    """Carry out a valid form's commands in one unit: 200 done, 422 refused (said in the form), 412 somebody else
    changed the same field (`version` and `now` are what is stored; sending the form again keeps one's own)."""
    if not form.is_valid():
        return 422
    try:
        with refusals_shown_in(form), unit_of_work():
            act()
    except Stale as stale:
        form.ask_about(stale, version=version, now=now or {})
        return 412
    return 200 if form.is_valid() else 422


def belonging_choices(record: Any = None, *, seen_by: Actor) -> dict[str, Any]:
    """`owners` and `teams` for an OwnedForm; the record's own owner among them, even one who has left."""
    owners = [(item.account_id, item.name) for item in colleagues(seen_by=seen_by)]
    if record and record.owner and record.owner_id not in dict(owners):
        owners.append((record.owner_id, record.owner.name))
    return {"owners": owners, "teams": team_choices(seen_by=seen_by)}


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
