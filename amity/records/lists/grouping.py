"""A list in groups: how many stand in each and what they add up to (one query), and the first rows of each (one more).

A board is the same with groups as columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connections
from django.db.models import Case, Count, F, IntegerField, Max, Min, Sum, Value, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor
from amity.kernel.filters import Filter
from amity.kernel.filters.nodes import Condition
from amity.kernel.ui import formats
from amity.records.kinds.fields import RecordField, Words
from amity.records.kinds.filtering import catalogue_of
from amity.records.kinds.registry import RecordKind
from amity.records.kinds.shapes import words_of
from amity.records.lists.columns import Column, field_of
from amity.records.lists.queries import Rows, fetched, order_of
from amity.records.lists.state import ListState, board_field, is_by_month

MOST_GROUPS, OPEN_GROUPS, ROWS, CARDS = 60, 10, 5, 7
MOST_MONTHS = 120


@dataclass(slots=True)
class Group:
    """One group: `key` is the stored value (of a month its first moment), `words` what it is called.

    sums      (label, words) of each column that is summed
    all_href  the list of this group alone, "" where no filter says it
    """

    key: Any
    words: Words
    count: int
    sums: list[tuple[Words, str]] = field(default_factory=list)
    all_href: str = ""
    records: list[Any] = field(default_factory=list)

    @property
    def slug(self) -> str:
        """Its name in the browser's memory of what is folded."""
        return str(self.key) or "-"

    @property
    def has_more(self) -> bool:
        return self.count > len(self.records)


@dataclass(frozen=True, slots=True)
class Grouped:
    """A list in groups; `is_cut` where there are more groups than are shown."""

    by: RecordField
    groups: list[Group]
    is_cut: bool

    @property
    def records(self) -> list[Any]:
        return [record for group in self.groups for record in group.records]


def grouped_field(state: ListState) -> RecordField | None:
    """What the list is grouped by: of a board, its columns."""
    if state.layout == "board":
        return board_field(state.kind)
    return field_of(state.kind, state.group) if state.group else None


def grouped(rows: Rows, state: ListState, by: RecordField, *, seen_by: Actor, home_currency: str) -> Grouped:
    """`matching` rows of a list in groups, with the first of each."""
    months = _months(rows, by) if is_by_month(by, state.kind) else []
    groups, conditions, is_cut = _counted(rows, state, by, months, seen_by, home_currency)
    is_board = state.layout == "board"
    shown = groups if is_board else groups[:OPEN_GROUPS]
    _link_groups(state, by, groups, months, seen_by)
    _fill(rows, state, shown, conditions, CARDS if is_board else ROWS, seen_by)
    return Grouped(by, groups, is_cut)


def _link_groups(
    state: ListState, by: RecordField, groups: list[Group], months: list[datetime], seen_by: Actor
) -> None:
    """Give each group the list of it alone, where the filter language can say it."""
    catalogue = catalogue_of(state.kind.name, seen_by=seen_by)
    if by.name not in catalogue.fields:
        return
    plain = state.with_(group="", layout="table")
    for group in groups:
        if (value := _asked(state.kind, by, group, months)) is None:
            continue
        condition = Condition(by.name, "=", (value,)) if value else Condition(by.name, "is empty")
        text = Filter(condition, catalogue).to_text()
        if state.wanted:
            text = state.wanted.with_part(Filter(condition, catalogue)).to_text()
        group.all_href = plain.with_(filter=text).href()


def _asked(kind: RecordKind, by: RecordField, group: Group, months: list[datetime]) -> str | None:
    """A group's value as filters write it; "" for none, None where they cannot."""
    if months:
        return f"{months[group.key]:%Y-%m}" if group.key < len(months) else None
    if group.key is None or group.key == "":
        return ""
    if isinstance(group.key, bool):
        return "yes" if group.key else "no"
    return str(group.words) if kind.model._meta.get_field(by.group).is_relation else str(group.key)


def summed_columns(state: ListState) -> list[RecordField]:
    """The columns a group adds up."""
    return [column.field for column in state.columns if column.field.sums]


def _counted(
    rows: Rows, state: ListState, by: RecordField, months: list[datetime], seen_by: Actor, home_currency: str
) -> tuple[list[Group], dict[Any, dict[str, Any]], bool]:
    kind, summed = state.kind, summed_columns(state)
    key: Any = _month_number(by, months) if months else F(_column(kind, by))
    plain = rows.order_by()
    for fetch in dict.fromkeys(one.fetch for one in summed if one.fetch):
        plain = fetch(plain, seen_by)
    # The rows' own columns would be grouped by, too.
    plain = plain.prefetch_related(None).select_related(None)
    sums = {f"sum_{place}": Sum(_summed_path(one)) for place, one in enumerate(summed)}
    found = list(plain.annotate(group_key=key).values("group_key").annotate(group_count=Count("pk"), **sums))
    groups, conditions = [], {}
    named = _names(kind, by, [row["group_key"] for row in found], home_currency, months)
    for row in found:
        value = row["group_key"]
        totals = [
            (one.label, _figure(one, row[f"sum_{place}"] or 0, home_currency)) for place, one in enumerate(summed)
        ]
        groups.append(Group(value, named[value], row["group_count"], totals))
        conditions[value] = _condition(kind, by, value, months)
    _order(groups, by, months)
    return groups[:MOST_GROUPS], conditions, len(groups) > MOST_GROUPS


def _column(kind: RecordKind, by: RecordField) -> str:
    """The column grouped by: of a relation, the key that stands in the row."""
    found: Any = kind.model._meta.get_field(by.group)
    return found.attname if found.is_relation else by.group


def _summed_path(one: RecordField) -> str:
    return one.sort[0] if one.sort else one.name


def _figure(one: RecordField, total: int, home_currency: str) -> str:
    return formats.money(total, home_currency) if one.shape == "home_money" else formats.number(total)


def _months(rows: Rows, by: RecordField) -> list[datetime]:
    """The first moments of the months from the newest to the oldest row, in the viewer's zone."""
    span = rows.order_by().aggregate(first=Min(by.sort[0]), last=Max(by.sort[0]))
    if span["first"] is None:
        return []
    first, last = (timezone.localtime(moment) for moment in (span["first"], span["last"]))
    months: list[datetime] = []
    year, month = last.year, last.month
    while (year, month) >= (first.year, first.month) and len(months) < MOST_MONTHS:
        months.append(timezone.make_aware(datetime(year, month, 1)))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return months


def _month_number(by: RecordField, months: list[datetime]) -> Any:
    """SQL for which month a row falls in: both databases compare faster than they cut off months in a zone."""
    path = by.sort[0]
    cases = [When(**{f"{path}__gte": start}, then=Value(number)) for number, start in enumerate(months)]
    return Case(*cases, default=Value(len(months)), output_field=IntegerField())


def _condition(kind: RecordKind, by: RecordField, value: Any, months: list[datetime]) -> dict[str, Any]:
    if not months:
        column = _column(kind, by)
        return {f"{column}__isnull": True} if value is None else {column: value}
    path, condition = by.sort[0], {}
    if value < len(months):
        condition[f"{path}__gte"] = months[value]
    if value > 0:
        condition[f"{path}__lt"] = months[value - 1]
    return condition


def _names(
    kind: RecordKind, by: RecordField, values: Sequence[Any], home_currency: str, months: list[datetime]
) -> dict[Any, Words]:
    """What groups are called; the one without a value says what is missing."""
    nothing = _("No %(field)s") % {"field": str(by.label).lower()}
    if months:
        names: dict[Any, Words] = {number: date_format(month, "F Y") for number, month in enumerate(months)}
        return names | {len(months): _("Earlier")}
    related: Any = kind.model._meta.get_field(by.group)
    if related.is_relation:
        found = related.related_model._default_manager.in_bulk([value for value in values if value is not None])
        stood_in = {value: kind.model(**{by.group: found[value]}) for value in values if value in found}
    else:
        stood_in = {value: kind.model(**{by.group: value}) for value in values if value is not None}
    words = {value: words_of(by, by.read(record), home_currency=home_currency) for value, record in stood_in.items()}
    return {value: words.get(value) or nothing for value in values}


def _order(groups: list[Group], by: RecordField, months: list[datetime]) -> None:
    """Choices in their order, months from the newest, the rest by name; without a value stands last."""
    if months:
        groups.sort(key=lambda group: group.key)
    elif by.choices:
        places = {key: place for place, (key, _label) in enumerate(by.choices)}
        known = {group.key for group in groups}
        groups += [Group(key, label or by.label, 0) for key, label in by.choices if key not in known]
        groups.sort(key=lambda group: places.get(group.key, len(places)))
    else:
        groups.sort(key=lambda group: (group.key in (None, ""), str(group.words).casefold()))


def _fill(
    rows: Rows, state: ListState, groups: list[Group], conditions: dict[Any, dict[str, Any]], size: int, seen_by: Actor
) -> None:
    """The first rows of each group, all in one statement; then the rows with what their columns show."""
    order = order_of(state)
    needed = fetched(rows, state.with_(columns=()), seen_by=seen_by).prefetch_related(None)
    parts: list[str] = []
    values: list[Any] = []
    for place, group in enumerate(groups):
        if not group.count:
            continue
        some = needed.filter(**conditions[group.key]).order_by(*order).values("pk")[:size]
        sql, parameters = some.query.sql_with_params()
        # A slice may stand in a union only as a table of its own.
        parts.append(f"SELECT {place}, part_{place}.* FROM ({sql}) AS part_{place}")  # noqa: S608 - our own statement
        values += parameters
    if not parts:
        return
    with connections[rows.db].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        places = {pk: place for place, pk in cursor.fetchall()}
    found = fetched(state.kind.visible_to(seen_by).filter(pk__in=places), state, seen_by=seen_by).order_by(*order)
    for record in found:
        groups[places[record.pk]].records.append(record)


def shown_columns(state: ListState, by: RecordField) -> tuple[Column, ...]:
    """The columns of a list in groups: what names the group need not stand in each row."""
    return tuple(column for column in state.columns if column.field.name != by.name)
