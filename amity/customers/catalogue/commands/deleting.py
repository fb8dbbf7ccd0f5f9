"""Delete a product that no order names."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amity.customers.catalogue.models import Product
from amity.customers.catalogue.uses import uses_of
from amity.kernel.commands import Actor, Missing, Refused, command, locked
from amity.records.kinds.deleting import delete_record
from amity.records.kinds.numbers import PRODUCT
from amity.records.kinds.registry import kind_numbered
from amity.records.tags.commands import set_tags
from amity.workspace.access.visibility import require_writer

_HELD = ("name", "code", "currency", "unit_price", "unit_cost", "description", "is_active", "owner_id", "team_id")


@command("catalogue.delete_product")
def delete_product(product_id: int, *, by: Actor) -> None:
    """Delete a product the actor sees; Refused when it stands on orders: then it can be taken out of sale."""
    product: Product | None = locked(kind_numbered(PRODUCT).even_in_trash(by).filter(pk=product_id)).first()
    if product is None:
        raise Missing("no such product")
    require_writer(by)
    if reason := why_not_deleted(product_id):
        raise Refused("product.in_use", reason)
    snapshot: dict[str, Any] = {name: getattr(product, name) for name in _HELD}
    snapshot["category"] = product.category.path if product.category else ""
    set_tags(PRODUCT, {product_id: []}, by=by)
    delete_record(product, title=product.name, snapshot=snapshot, by=by)


def why_kept(product_ids: Sequence[int]) -> dict[int, str]:
    """Those of these products that have to stay, with the reason."""
    return {product_id: reason for product_id in product_ids if (reason := why_not_deleted(product_id))}


def why_not_deleted(product_id: int) -> str:
    """In the viewer's words, why a product has to stay; '' when it may go."""
    orders, is_more = uses_of(product_id)
    if not orders:
        return ""
    if is_more:
        return _("It stands on more than %(count)s orders, which would lose it.") % {"count": orders}
    words = ngettext(
        "It stands on %(count)s order, which would lose it.",
        "It stands on %(count)s orders, which would lose it.",
        orders,
    )
    return words % {"count": orders}
