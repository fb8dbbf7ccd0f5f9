"""The list of orders, with the views that their own partial indexes answer."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from amity.customers.orders.models import OrderLine, has_no_customer
from amity.customers.orders.queries import not_converted, orders_not_converted_count, orders_without_customer_count
from amity.kernel.commands import Actor
from amity.records.kinds.fields import Rows, Words
from amity.records.lists.registry import BuiltInView, RecordList


def _of_person(rows: Rows, person: Any) -> Rows:
    return rows.filter(person_id=person.pk)


def _of_company(rows: Rows, company: Any) -> Rows:
    return rows.filter(company_id=company.pk)


def _with_product(rows: Rows, product: Any) -> Rows:
    return rows.filter(pk__in=OrderLine.objects.filter(product=product).values("order_id"))


def _rates_wanted(*, seen_by: Actor) -> tuple[Words, Words, str]:
    words = _(
        "These have no value in your home currency, as no exchange rate is known for their day. "
        "They are in no sum of it."
    )
    return (words, _("Exchange rates"), "/settings/rates") if seen_by.is_administrator else (words, "", "")


LIST = RecordList(
    sort="-date",
    new="/orders/new",
    add=_("Add an order"),
    none=_("No orders yet"),
    about=_(
        "Here stands what your customers bought and gave back. "
        "Bring it in from a spreadsheet, or add the first by hand."
    ),
    hidden=_("Here stand the orders you may see. There is none yet."),
    imported=_("Import orders"),
    views=(
        BuiltInView(name="mine", label=_("Mine"), query="filter=owner = me"),
        BuiltInView(
            name="without-customer",
            label=_("Without a customer"),
            narrow=lambda rows: rows.filter(has_no_customer()),
            count=orders_without_customer_count,
            empty=_("Every order has a customer. Here stand those whose customer is not known."),
        ),
        BuiltInView(
            name="not-converted",
            label=_("Not converted"),
            narrow=not_converted,
            count=orders_not_converted_count,
            notice=_rates_wanted,
            empty=_("Every order has a value. Here stand those in a currency without an exchange rate for their day."),
        ),
    ),
    within={"person": _of_person, "company": _of_company, "product": _with_product},
)
