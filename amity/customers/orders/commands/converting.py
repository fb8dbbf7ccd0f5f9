"""Give orders their value in the home currency after rates were added."""

from typing import NamedTuple

from amity.customers.orders.commands.creating import in_home
from amity.customers.orders.facts import OrdersConverted
from amity.customers.orders.models import Order
from amity.kernel.bulk import update_rows
from amity.kernel.commands import MOST_IN_ONE_TRANSACTION, Actor, command, locked
from amity.kernel.facts.log import record
from amity.kernel.money.rates import Converter
from amity.workspace.access.visibility import require_writer
from amity.workspace.settings.queries import organisation


class Converted(NamedTuple):
    """`done` orders got a value; `last_id` is where the next call goes on, None at the end."""

    done: int
    last_id: int | None


@command("orders.convert")
def convert_orders(*, by: Actor, after_id: int = 0, again: bool = False) -> Converted:
    """Convert the next 500 orders beyond `after_id`: those without a value in the home currency, or all with `again`.

    A roll-up, so it raises no version. Call it until `last_id` is None.
    """
    require_writer(by)
    home = organisation().home_currency
    converter = Converter(home)
    waiting = Order.objects.filter(pk__gt=after_id, net__isnull=False)
    if not again:
        waiting = waiting.filter(net_home__isnull=True)
    rows = list(
        locked(waiting).values_list("pk", "net", "currency", "ordered_at", "net_home")[:MOST_IN_ONE_TRANSACTION]
    )
    values = [
        (value, order_id)
        for order_id, net, currency, ordered_at, before in rows
        if (value := in_home(converter, net, currency, ordered_at)) != before
    ]
    update_rows(Order, ("net_home",), values)
    if values:
        ids = [order_id for _value, order_id in values]
        record(OrdersConverted(home=home, count=len(ids), order_ids=ids), about=[], by=by)
    return Converted(len(values), rows[-1][0] if len(rows) == MOST_IN_ONE_TRANSACTION else None)
