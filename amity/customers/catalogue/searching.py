"""What products are found by, as hits of the search show it."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from amity.kernel.commands import Actor
from amity.records.search.searchable import FoundField, Shown


def show_products(products: Sequence[Any], seen_by: Actor) -> dict[int, Shown]:
    """The code, which also stands beside."""
    return {product.pk: Shown([FoundField(_("Code"), product.code)], product.code) for product in products}
