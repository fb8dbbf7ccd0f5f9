"""A filter while it is edited: groups and rows as their inputs hold them, finished or not."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.http import QueryDict
from django.utils.translation import gettext as _

from amity.kernel.filters import Catalogue, Filter, FilterErrors, Type, parse_bar
from amity.kernel.filters.operators import DATES, LISTS, WITHOUT_VALUE
from amity.records.filter_bar.spans import Span, span_from, span_of

# The four ways a group holds together: (join, negated).
JOINS = {"all": ("and", False), "any": ("or", False), "not-all": ("and", True), "none": ("or", True)}
AMOUNT = "for "
NEVER = "never"
_PLACE = re.compile(r"([1-9]\d{0,2})\.of")
_LONGEST = 400
MOST_ITEMS = 200


@dataclass(slots=True)
class Row:
    """One condition.

    what      the name of a field, or of a behaviour behind `~`; "" until it is chosen
    operator  of the language, `!` before it negates; of a behaviour its comparison, `for at least`, or `never`
    values    texts; `currency` goes with amounts of a field that has one
    spans     dates: one, or two between which it lies; the first is a behaviour's window, where `bound` is not ""
    """

    what: str = ""
    operator: str = ""
    values: list[str] = field(default_factory=list)
    currency: str = ""
    spans: tuple[Span, Span] = (Span(), Span())
    figure: str = "1"
    bound: str = ""
    detail: tuple[str, str] = ("", "")
    error: str = ""

    @property
    def behaviour(self) -> str:
        return self.what[1:] if self.what.startswith("~") else ""

    @property
    def plain_operator(self) -> str:
        return self.operator.removeprefix("!")


@dataclass(slots=True)
class Group:
    """Rows and groups that hold together in one of JOINS."""

    join: str = "all"
    items: list["Row | Group"] = field(default_factory=list)


Item: TypeAlias = Row | Group


def walk(group: Group) -> Iterator[tuple[Group, int]]:
    """Every item as its group and its place there; in the order in which a form shows and numbers them, from 1."""
    for place, item in enumerate(group.items):
        yield group, place
        if isinstance(item, Group):
            yield from walk(item)


def rows_of(group: Group) -> list[Row]:
    """All rows, from the first to the last."""
    return [item for where, place in walk(group) if isinstance(item := where.items[place], Row)]


# From a filter


def draft_of(wanted: Filter) -> Group:
    """The inputs that show a filter."""
    found = _draft(wanted.to_bar(), wanted.catalogue)
    return found if isinstance(found, Group) else Group(items=[found])


def _draft(bar: Mapping[str, Any], catalogue: Catalogue) -> Item:
    if "rows" in bar:
        join = next(name for name, meant in JOINS.items() if meant == (bar["join"], bar["negated"]))
        return Group(join, [_draft(item, catalogue) for item in bar["rows"]])
    sign = "!" if bar["negated"] else ""
    if "behaviour" in bar:
        return _happened(bar, sign)
    row = Row(bar["field"], sign + bar["operator"], list(bar["values"]))
    found = catalogue.find(row.what)
    kind = found.field.type if found else Type.TEXT
    if kind in DATES and row.values:
        row.spans = (span_of(row.values[0]), span_of(row.values[-1]))
    if kind == Type.MONEY and row.values:
        row.currency = row.values[0].partition(" ")[2]
        row.values = [value.partition(" ")[0] for value in row.values]
    return row


def _happened(bar: Mapping[str, Any], sign: str) -> Row:
    comparison, figure = bar.get("comparison", "at least"), bar.get("figure", "1")
    is_amount = bar.get("measure") == "amount"
    row = Row(f"~{bar['behaviour']}", f"{sign}{AMOUNT if is_amount else ''}{comparison}", figure=figure.split(" ")[0])
    if sign and not is_amount and (comparison, figure) == ("at least", "1"):
        row.operator = NEVER
    if window := bar.get("window"):
        row.bound, row.spans = bar.get("bound", "in"), (span_of(window), Span())
    for name, word in bar.get("detail", {}).items():
        row.detail = (name, word)
    return row


# From a form


def is_draft(data: Mapping[str, str]) -> bool:
    """Whether a form of rows was sent."""
    return "0.join" in data


def draft_from(data: QueryDict) -> Group:
    """What a form holds: inputs are called `<number>.<input>`, and `<number>.of` is the group they belong to."""
    outermost = Group(_join(data.get("0.join", "")))
    groups = {"0": outermost}
    items = 0
    for key in data:
        place = _PLACE.fullmatch(key)
        group = groups.get(data.get(key, "")) if place else None
        if place is None or group is None or items >= MOST_ITEMS:
            continue
        items += 1
        number = place[1]
        if f"{number}.join" in data:
            groups[number] = made = Group(_join(data.get(f"{number}.join", "")))
            group.items.append(made)
        else:
            group.items.append(_row(data, number))
    return outermost


def _join(text: str) -> str:
    return text if text in JOINS else "all"


def _row(data: QueryDict, number: str) -> Row:
    def said(name: str, default: str = "") -> str:
        return data.get(f"{number}.{name}", default)[:_LONGEST]

    return Row(
        what=said("what"),
        operator=said("operator"),
        values=[value[:_LONGEST] for value in data.getlist(f"{number}.value")[:MOST_ITEMS]],
        currency=said("currency"),
        spans=(span_from(data, f"{number}.a"), span_from(data, f"{number}.b")),
        figure=said("figure", "1"),
        bound=said("bound"),
        detail=(said("detail"), said("word")),
    )


# To a filter


def filter_of(draft: Group, catalogue: Catalogue) -> Filter | None:
    """The filter a draft means; None where rows are unfinished or wrong, which then say so."""
    for row in rows_of(draft):
        try:
            row.error = "" if row.what else _("Choose what to ask for.")
            parse_bar({"join": "and", "rows": [_bar(row, catalogue)]}, catalogue)
        except FilterErrors as wrong:
            row.error = row.error or wrong.message
    if any(row.error for row in rows_of(draft)):
        return None
    return parse_bar(_bar(draft, catalogue), catalogue)


def _bar(item: Item, catalogue: Catalogue) -> dict[str, Any]:
    if isinstance(item, Group):
        join, negated = JOINS[item.join]
        return {"join": join, "negated": negated, "rows": [_bar(each, catalogue) for each in item.items]}
    negated, operator = item.operator.startswith("!"), item.plain_operator
    if not item.behaviour:
        return {"field": item.what, "operator": operator, "values": _values(item, catalogue), "negated": negated}
    bar: dict[str, Any] = {"behaviour": item.behaviour, "negated": negated or operator == NEVER}
    if operator != NEVER:
        bar |= {"comparison": operator.removeprefix(AMOUNT), "figure": item.figure.strip()}
        bar |= {"measure": "amount"} if operator.startswith(AMOUNT) else {}
    if item.bound:
        bar |= {"bound": item.bound, "window": item.spans[0].text}
    if item.detail[1].strip():
        bar["detail"] = {item.detail[0]: item.detail[1]}
    return bar


def _values(row: Row, catalogue: Catalogue) -> list[str]:
    operator = row.plain_operator
    found = catalogue.find(row.what)
    if operator in WITHOUT_VALUE or found is None:
        return []
    if found.field.type in DATES:
        return [span.text for span in row.spans[: 2 if operator == "between" else 1]]
    values = [value.strip() for value in row.values if value.strip()]
    if operator not in LISTS:
        values = (values or [""])[: 2 if operator == "between" else 1]
    if found.field.type == Type.MONEY and found.field.currency and row.currency.strip():
        return [f"{value} {row.currency.strip()}" for value in values]
    return values
