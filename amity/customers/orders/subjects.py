"""Orders as the entries of histories link to them, with their first items as a small bill."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from amity.customers.catalogue.templatetags.prices import quantity as shown_quantity
from amity.customers.orders.access import visible_to
from amity.customers.orders.models import OrderLine
from amity.kernel.commands import Actor
from amity.kernel.facts.refs import Ref
from amity.kernel.money import MILLION
from amity.kernel.money.amounts import minor_from_millionths
from amity.kernel.ui.formats import money, number
from amity.records.kinds.numbers import ORDER
from amity.records.timeline.subjects import Subject, register_subjects

SHOWN = 5


def orders_and_items(ids: Iterable[int], seen_by: Actor) -> dict[int, Subject]:
    """The visible ones of these orders, with what their first 5 items cost net (two queries)."""
    rows = visible_to(seen_by).filter(pk__in=list(ids)).values_list("pk", "uid", "currency", "line_count")
    orders = {pk: (uid, currency, count) for pk, uid, currency, count in rows}
    bills = _bills({pk: currency for pk, (_uid, currency, _count) in orders.items()})
    for pk, (_uid, _currency, count) in orders.items():
        if count > SHOWN:
            bills[pk].append((_("and %(count)s more") % {"count": number(count - SHOWN)}, ""))
    return {pk: Subject(Ref(ORDER, pk), f"/orders/{uid}", bills[pk]) for pk, (uid, _currency, _count) in orders.items()}


def _bills(currencies: dict[int, str]) -> dict[int, list[tuple[str, str]]]:
    bills: dict[int, list[tuple[str, str]]] = defaultdict(list)
    lines = OrderLine.objects.filter(order_id__in=currencies, position__lte=SHOWN).order_by("order_id", "position")
    for order_id, description, quantity, net in lines.values_list("order_id", "description", "quantity", "net"):
        currency = currencies[order_id]
        times = "" if quantity == MILLION else f"{shown_quantity(quantity)} × "
        bills[order_id].append((times + (description or "–"), money(minor_from_millionths(net, currency), currency)))
    return bills


def contribute() -> None:
    """Let the entries of orders link to them; called from ready()."""
    register_subjects("order.placed", "order_id", orders_and_items)
    for name in ("order.drafted", "order.status_changed", "order.cancelled", "order.lines_added"):
        register_subjects(name, "order_id", orders_alone)


def orders_alone(ids: Iterable[int], seen_by: Actor) -> dict[int, Subject]:
    """The visible ones of these orders (one query)."""
    rows = visible_to(seen_by).filter(pk__in=list(ids)).values_list("pk", "uid")
    return {pk: Subject(Ref(ORDER, pk), f"/orders/{uid}") for pk, uid in rows}
