"""Lines that come after their orders."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from amity.customers.orders.amounts import LineSums
from amity.customers.orders.commands.creating import LINE_COLUMNS, amounts_from, in_home
from amity.customers.orders.commands.customers import product_names
from amity.customers.orders.commands.stored import (
    last_positions,
    lines_of_orders,
    not_there,
    stored_orders,
    sums_of_lines,
    write_orders,
)
from amity.customers.orders.drafts import LinesAddition
from amity.customers.orders.facts import OrderLinesAdded
from amity.customers.orders.models import OrderLine
from amity.customers.orders.normalised import Line, stored_lines
from amity.kernel.bulk import insert_rows
from amity.kernel.commands import Actor, Refused, SetResult, command
from amity.kernel.facts.log import record
from amity.kernel.facts.refs import Ref
from amity.kernel.money.rates import Converter
from amity.records.kinds.numbers import ORDER
from amity.workspace.access.visibility import require_writer
from amity.workspace.settings.queries import organisation


@command("orders.add_lines")
def add_lines(additions: Sequence[LinesAddition], *, by: Actor, only_new: bool = False) -> SetResult:
    """Add lines to up to 500 orders and work out again what they come to; `ids` are the orders.

    With `only_new`, a line equal to one the order had before this call is left out, as often as it had it: a file
    given again adds nothing.
    """
    require_writer(by)
    result = SetResult([None] * len(additions))
    rows = stored_orders((addition.order_id for addition in additions), by)
    fresh = _fresh_lines(additions, rows, result, only_new)
    places = last_positions(order_id for _index, order_id, _lines in fresh)
    sums = sums_of_lines(order_id for _index, order_id, _lines in fresh)
    line_rows: list[tuple[Any, ...]] = []
    added: Counter[int] = Counter()
    for index, order_id, lines in fresh:
        before, new = sums.get(order_id, LineSums()), LineSums.of([line[-1] for line in lines])
        together = LineSums(
            before.net + new.net, before.count + new.count, before.above + new.above, before.below + new.below
        )
        try:
            amounts = amounts_from(rows[order_id], together)
        except Refused as refused:
            result.refusals[index] = [refused]
            continue
        rows[order_id].update(
            net=amounts.net, total=amounts.total, is_refund=amounts.is_refund, line_count=together.count
        )
        start = places.get(order_id, 0) + 1
        line_rows.extend((order_id, place, *line) for place, line in enumerate(lines, start))
        places[order_id], sums[order_id] = start + len(lines) - 1, together
        added[order_id] += len(lines)
        result.ids[index] = order_id
    _write(rows, added, line_rows, by)
    return result


def _fresh_lines(
    additions: Sequence[LinesAddition], rows: dict[int, dict[str, Any]], result: SetResult, only_new: bool
) -> list[tuple[int, int, list[Line]]]:
    products = product_names(line.product_id for addition in additions for line in addition.lines)
    known = {order_id: Counter(lines) for order_id, lines in lines_of_orders(rows if only_new else ()).items()}
    fresh: list[tuple[int, int, list[Line]]] = []
    for index, addition in enumerate(additions):
        try:
            if addition.order_id not in rows:
                raise not_there(is_alone=len(additions) == 1)
            lines = stored_lines(addition.lines, products)
        except Refused as refused:
            result.refusals[index] = [refused]
            continue
        if only_new:
            lines = _without(lines, known[addition.order_id])
        if lines:
            fresh.append((index, addition.order_id, lines))
        else:
            result.ids[index] = addition.order_id
            result.unchanged.add(index)
    return fresh


def _without(lines: list[Line], known: "Counter[Line]") -> list[Line]:
    new = []
    for line in lines:
        if known[line] > 0:
            known[line] -= 1
        else:
            new.append(line)
    return new


def _write(rows: dict[int, dict[str, Any]], added: "Counter[int]", line_rows: list[tuple[Any, ...]], by: Actor) -> None:
    if not added:
        return
    converter = Converter(organisation().home_currency)
    for order_id, count in added.items():
        row = rows[order_id]
        row["version"] += 1
        row["net_home"] = in_home(converter, row["net"], row["currency"], row["ordered_at"])
        record(
            OrderLinesAdded(
                order_id=order_id, number=row["number"], lines=count, total=row["total"], currency=row["currency"]
            ),
            about=[Ref(ORDER, order_id)],
            by=by,
        )
    write_orders([rows[order_id] for order_id in added], timezone.now())
    insert_rows(OrderLine, LINE_COLUMNS, line_rows)
