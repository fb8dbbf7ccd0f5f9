"""What orders can be asked for, and customers by their orders."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from amity.customers.catalogue.access import visible_to as visible_products
from amity.customers.catalogue.models import Category
from amity.customers.orders.access import visible_to
from amity.customers.orders.models import COUNTED, HasHappened, OrderLine, Status
from amity.customers.orders.normalised import number_key
from amity.kernel.commands import Actor
from amity.kernel.filters import Behaviour, Choice, Detail, Field, Through, Type
from amity.kernel.filters.spelling import Among
from amity.kernel.text import sort_key
from amity.records.kinds.filtering import (
    belonging_filters,
    register_behaviours,
    register_filter_fields,
    related_lookup,
)

EXACT = ("=", "!=", "in", "not in", "is empty", "is not empty")
ABOUT, AMOUNTS, ORDERS = _("About"), _("Amounts"), _("Orders")


def _amount(name: str, label: Any, order: int) -> Field:
    return Field(name=name, label=label, type=Type.MONEY, path=name, currency="currency", group=AMOUNTS, order=order)


FIELDS = [
    Field(
        name="number",
        label=_("Number"),
        type=Type.TEXT,
        path="number",
        key="name_key",
        key_of=lambda word: number_key(word, ""),
        operators=EXACT,
        group=ABOUT,
        order=10,
    ),
    Field(
        name="person",
        label=_("Person"),
        type=Type.RELATION,
        kind="person",
        path="person",
        lookup=related_lookup("person"),
        group=ABOUT,
        order=21,
    ),
    Field(
        name="company",
        label=_("Company"),
        type=Type.RELATION,
        kind="company",
        path="company",
        lookup=related_lookup("company"),
        group=ABOUT,
        order=22,
    ),
    Field(
        name="product",
        label=_("Product"),
        type=Type.RELATION,
        kind="product",
        path="product",
        through=Through(lambda _seen_by: OrderLine.objects.all(), "order"),
        lookup=related_lookup("product"),
        group=ABOUT,
        order=23,
    ),
    Field(name="date", label=_("Date"), type=Type.MOMENT, path="ordered_at", group=ABOUT, order=30),
    Field(
        name="status",
        label=_("Status"),
        type=Type.CHOICE,
        path="status",
        choices=[Choice(value, label) for value, label in Status.choices],
        group=ABOUT,
        order=40,
    ),
    Field(name="channel", label=_("Channel"), type=Type.TEXT, path="channel", key="channel_key", group=ABOUT, order=60),
    Field(
        name="currency",
        label=_("Currency"),
        type=Type.TEXT,
        path="currency",
        key="currency",
        key_of=lambda word: word.strip().upper(),
        operators=EXACT[:4],
        group=AMOUNTS,
        order=61,
    ),
    Field(name="lines", label=_("Lines"), type=Type.NUMBER, path="line_count", group=AMOUNTS, order=70),
    _amount("discount", _("Discount"), 80),
    _amount("net", _("Net"), 81),
    _amount("tax", _("Tax"), 82),
    _amount("total", _("Total"), 83),
    Field(name="net_home", label=_("Net in home currency"), type=Type.MONEY, path="net_home", group=AMOUNTS, order=84),
    Field(name="refund", label=_("Refund"), type=Type.YES_NO, path="is_refund", group=ABOUT, order=90),
    *belonging_filters(),
]


def _totals() -> list[Field]:
    """What a customer's orders add up to."""
    return [
        Field(name="orders", label=_("Orders"), type=Type.NUMBER, path="totals__orders", group=ORDERS, order=200),
        Field(name="net", label=_("Net value"), type=Type.MONEY, path="totals__net", group=ORDERS, order=201),
        Field(
            name="last_order",
            label=_("Last order"),
            type=Type.MOMENT,
            path="totals__last_order_at",
            seconds="totals__last_order_key",
            group=ORDERS,
            order=202,
        ),
        Field(
            name="first_order",
            label=_("First order"),
            type=Type.MOMENT,
            path="totals__first_order_at",
            group=ORDERS,
            order=203,
        ),
    ]


def _of_product(rows: "QuerySet[Any]", word: str, seen_by: Actor) -> "QuerySet[Any]":
    """Orders with a product of this name or code."""
    key = sort_key(word)
    return _with_lines(rows, visible_products(seen_by).filter(Q(name_key=key) | Q(code_key=key)))


def _of_category(rows: "QuerySet[Any]", word: str, seen_by: Actor) -> "QuerySet[Any]":
    """Orders with a product of this category, or of one below it; named by its path, or by its own name."""
    key = sort_key(word, length=600)
    path = "category__path_key"
    named = Q(**{path: key}) | Q(**{f"{path}__endswith": f" > {key}"})
    below = Q(**{f"{path}__startswith": f"{key} > "}) | Q(**{f"{path}__contains": f" > {key} > "})
    return _with_lines(rows, visible_products(seen_by).filter(named | below))


def _with_lines(rows: "QuerySet[Any]", products: "QuerySet[Any]") -> "QuerySet[Any]":
    lines = OrderLine.objects.filter(Among("product", products.values("pk")))
    return rows.filter(Among("pk", lines.values("order")))


def _find_categories(words: str, _seen_by: Actor) -> Sequence[Choice]:
    paths = Category.objects.filter(path_key__contains=sort_key(words)).order_by("path_key")
    return [Choice(path, path) for path in paths.values_list("path", flat=True)[:20]]


def _ordered(record: str) -> Behaviour:
    return Behaviour(
        name="ordered",
        label=_("ordered"),
        rows=lambda seen_by: visible_to(seen_by).filter(COUNTED),
        record=record,
        at="ordered_at",
        amount="net_home",
        # What came back is taken off.
        amount_rows=lambda seen_by: visible_to(seen_by).filter(HasHappened("status")),
        details=(
            Detail(name="product", label=_("product"), narrow=_of_product, lookup=related_lookup("product")),
            Detail(name="category", label=_("category"), narrow=_of_category, lookup=_find_categories),
        ),
        order=10,
    )


def contribute() -> None:
    """Let orders be asked, and people and companies by their orders; called from ready()."""
    register_filter_fields("order", *FIELDS)
    for kind in ("person", "company"):
        register_filter_fields(kind, *_totals())
        register_behaviours(kind, _ordered(kind))
