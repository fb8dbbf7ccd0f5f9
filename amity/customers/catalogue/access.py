"""Which products an actor sees."""

from django.db.models import QuerySet

from amity.customers.catalogue.models import Product
from amity.kernel.commands import Actor
from amity.records.kinds.living import living
from amity.records.kinds.numbers import PRODUCT
from amity.workspace.access.visibility import visible


def visible_to(actor: Actor) -> "QuerySet[Product]":
    """The products `actor` may see: never what is in the trash."""
    return visible(living(Product.objects.all()), actor, PRODUCT)
