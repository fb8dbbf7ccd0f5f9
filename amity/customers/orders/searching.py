"""What orders are found by, as hits of the search show it."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amity.customers.companies.choosing import names_of
from amity.customers.people.queries import names_of_people
from amity.kernel.commands import Actor
from amity.kernel.ui import formats
from amity.records.search.searchable import FoundField, Shown


def show_orders(orders: Sequence[Any], seen_by: Actor) -> dict[int, Shown]:
    """The title; beside each who ordered, as far as the viewer may see them, and its day."""
    people = names_of_people([order.person_id for order in orders if order.person_id], seen_by=seen_by)
    companies = names_of([order.company_id for order in orders if order.company_id], seen_by=seen_by)
    found = {}
    for order in orders:
        customer = people.get(order.person_id) or companies.get(order.company_id)
        day = formats.day(timezone.localtime(order.ordered_at).date(), timezone.localdate())
        beside = f"{customer.name} · {day}" if customer else day
        found[order.pk] = Shown([FoundField(_("Title"), order.title)], beside)
    return found
