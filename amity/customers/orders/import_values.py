"""What a row says about an order itself, in the form of its draft; shared by both kinds of files."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from amity.customers.orders.import_customers import Customer
from amity.customers.orders.models import Status
from amity.customers.orders.normalised import CLEANERS
from amity.kernel.commands import Refused
from amity.kernel.money.amounts import minor_from_millionths
from amity.kernel.money.currencies import is_currency
from amity.kernel.text import sort_key
from amity.records.imports.interface import Given, Setup

_STATUSES = {
    **{value: value for value in Status.values},
    **dict.fromkeys(
        ["created", "approved", "confirmed", "pending", "new", "processing", "offen", "sent", "unpaid"], "open"
    ),
    **dict.fromkeys(["canceled", "voided", "storniert", "annule", "cancelado", "rejected"], "cancelled"),
    **dict.fromkeys(["complete", "closed", "delivered", "fulfilled", "done", "erledigt", "geliefert"], "completed"),
    **dict.fromkeys(["bezahlt", "paye", "pagado", "invoiced"], "paid"),
    **dict.fromkeys(["versandt", "expedie", "enviado", "in transit"], "shipped"),
    **dict.fromkeys(["entwurf", "brouillon", "borrador"], "draft"),
}
_MONEY = ("subtotal", "total", "unit_price", "line_net", "tax", "discount")


def order_key(values: Mapping[str, Any]) -> str:
    """What an order is known by: its number in the source, else the number shown."""
    return values.get("external_id") or values.get("number", "")


def read_status(row: Given, setup: Setup) -> None:
    """Bring a status into our words; unknown ones are left out with a warning."""
    typed = row.values.get("status")
    if typed is None:
        return
    known = _STATUSES.get(sort_key(typed))
    if known is None:
        del row.values["status"]
        cause = _("“%s” is no status we know, so the order counts as completed.") % typed[:40]
        row.warnings.append(setup.problem("status", cause, _("Change the word in the file, or the status afterwards.")))
    else:
        row.values["status"] = known


def currency_of(row: Given, setup: Setup) -> str:
    """The currency a row's amounts are in."""
    named: str = row.values.get("currency", "").strip().upper()
    if named:
        if not is_currency(named):
            row.problems.append(
                setup.problem("currency", _("“%s” is no currency.") % named[:20], _("Write its ISO code, like EUR."))
            )
        return named
    for key in _MONEY:
        code = getattr(row.values.get(key), "currency", "")
        if code and not setup.options.get("currency"):
            return str(code)
    return setup.currency


def order_values(row: Given, customer: Customer, setup: Setup) -> dict[str, Any]:
    """The fields of OrderDraft a row gives, amounts in minor units, without lines and external ids."""
    values = row.values
    currency = currency_of(row, setup)
    given: dict[str, Any] = {"number": values.get("number") or values.get("external_id", "")}
    for name in ("title", "ordered_at", "status", "channel"):
        if name in values:
            given[name] = values[name]
    person_id, company_id = customer
    if person_id is not None:
        given["person_id"] = person_id
    if company_id is not None:
        given["company_id"] = company_id
    if currency:
        given["currency"] = currency
        for name in ("discount", "tax", "total"):
            if name in values:
                given[name] = minor_from_millionths(int(values[name]), currency)
        if "subtotal" in values:
            given["net"] = minor_from_millionths(int(values["subtotal"]), currency) - given.get("discount", 0)
    return given


def header_changes(now: Mapping[str, Any], given: Mapping[str, Any], *, has_lines: bool) -> dict[str, list[Any]]:
    """Fields of a stored order that differ from what a row gives, as [before, after]; raises Refused."""
    left_aside = {"net", "total"} if has_lines else set()
    wanted = {name: CLEANERS[name](value) for name, value in given.items() if name not in left_aside}
    return {name: [now.get(name), value] for name, value in wanted.items() if now.get(name) != value}


def check_values(given: Mapping[str, Any]) -> Refused | None:
    """What would refuse a new order of these values."""
    try:
        for name in ("ordered_at", *given):
            CLEANERS[name](given.get(name))
    except Refused as refused:
        return refused
    return None
