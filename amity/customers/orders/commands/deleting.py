"""Delete an order. Whose it was keeps a line of it in their history."""

from amity.customers.orders.commands.creating import about_order
from amity.customers.orders.commands.stored import FIELDS, lines_of_orders
from amity.customers.orders.models import Order, OrderLine
from amity.customers.orders.normalised import line_value
from amity.kernel.commands import Actor, Missing, command, locked
from amity.kernel.facts.refs import Ref
from amity.records.kinds.deleting import delete_record
from amity.records.kinds.numbers import ORDER
from amity.records.kinds.registry import kind_numbered
from amity.records.tags.commands import set_tags
from amity.workspace.access.visibility import require_writer


@command("orders.delete")
def delete_order(order_id: int, *, by: Actor) -> None:
    """Delete an order the actor sees, with its lines; Missing otherwise."""
    order: Order | None = locked(kind_numbered(ORDER).even_in_trash(by).filter(pk=order_id)).first()
    if order is None:
        raise Missing("no such order")
    require_writer(by)
    values = {name: getattr(order, name) for name in FIELDS} | {"ordered_at": order.ordered_at.isoformat()}
    lines = [line_value(line) for line in lines_of_orders([order_id])[order_id]]
    set_tags(ORDER, {order_id: []}, by=by)
    OrderLine.objects.filter(order_id=order_id)._raw_delete("default")  # type: ignore[attr-defined]
    delete_record(
        order, title=str(order), snapshot=values | {"lines": lines}, by=by, also_about=about_order(order_id, values)[1:]
    )


def customers_of(order: Order) -> list[Ref]:
    """Whose histories tell of the order besides its own."""
    return about_order(order.pk, {"person_id": order.person_id, "company_id": order.company_id})[1:]
