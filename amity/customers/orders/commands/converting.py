"""Give orders their value in the home currency again, after rates or the home currency changed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
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

# Read at most so many keys a transaction, so that one that finds little to convert is short too.
WINDOW = 10_000


class Converted(NamedTuple):
    """`done` orders got another value; `last_id` is where the next call goes on, None at the end."""

    done: int
    last_id: int | None


@command("orders.convert")
def convert_orders(
    *, by: Actor, after_id: int = 0, currencies: Sequence[str] = (), first_day: date | None = None
) -> Converted:
    """Convert the next 500 orders beyond `after_id`: of these currencies (all by default), from `first_day` (UTC) on.

    An order whose rate was taken away is not converted any more. A roll-up, so it raises no version. Call it until
    `last_id` is None.
    """
    require_writer(by)
    home = organisation().home_currency
    converter = Converter(home)
    beyond = Order.objects.filter(pk__gt=after_id).order_by("pk")
    end = beyond.values_list("pk", flat=True)[WINDOW - 1 : WINDOW].first()
    waiting = beyond.filter(net__isnull=False)
    if end:
        waiting = waiting.filter(pk__lte=end)
    if currencies:
        waiting = waiting.filter(currency__in=currencies)
    if first_day:
        waiting = waiting.filter(ordered_at__gte=datetime.combine(first_day, time(), UTC))
    columns = ("pk", "net", "currency", "ordered_at", "net_home")
    rows = list(locked(waiting).values_list(*columns)[:MOST_IN_ONE_TRANSACTION])
    values = [
        (value, order_id)
        for order_id, net, currency, ordered_at, before in rows
        if (value := in_home(converter, net, currency, ordered_at)) != before
    ]
    update_rows(Order, ("net_home",), values)
    if values:
        ids = [order_id for _value, order_id in values]
        record(OrdersConverted(home=home, count=len(ids), order_ids=ids), about=[], by=by)
    return Converted(len(values), rows[-1][0] if len(rows) == MOST_IN_ONE_TRANSACTION else end)
