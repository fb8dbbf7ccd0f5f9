"""Which orders an actor sees."""

from django.db.models import QuerySet

from amity.customers.orders.models import Order
from amity.kernel.commands import Actor
from amity.records.kinds.living import living
from amity.records.kinds.numbers import ORDER
from amity.workspace.access.visibility import visible


def visible_to(actor: Actor) -> "QuerySet[Order]":
    """The orders `actor` may see: never what is in the trash."""
    return visible(living(Order.objects.all()), actor, ORDER)
