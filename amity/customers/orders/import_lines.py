"""Lines of imported orders: read from rows, and told from the lines that are there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from amity.customers.orders.amounts import line_net
from amity.customers.orders.drafts import LineDraft
from amity.kernel.money import MILLION
from amity.kernel.money.amounts import divide_half_even, times

Signature = tuple[int | None, str, int, int]
"""Product, description where there is no product, quantity, net."""


def read_line(values: Mapping[str, Any], product_id: int | None) -> LineDraft:
    """The line of a row; amounts and quantity in millionths. A sum without a price gives the price, exactly summed."""
    quantity = values.get("quantity", MILLION)
    net = values.get("line_net")
    price = values.get("unit_price")
    if net is not None and price is None:
        price = divide_half_even(net * MILLION, quantity) if quantity > 0 else net
        return LineDraft(product_id, values.get("product_name", ""), quantity, int(price), 0, int(net))
    gross = times(int(price or 0), quantity)
    discount = int(values.get("line_discount", 0))
    if "line_discount_share" in values:
        discount += divide_half_even(gross * _share(values["line_discount_share"]), MILLION)
    if net is not None:
        discount = gross - int(net)
    return LineDraft(
        product_id,
        values.get("product_name", ""),
        quantity,
        int(price or 0),
        discount,
        None if net is None else int(net),
    )


def _share(value: int) -> int:
    """0.15 and 15 both mean 15 percent."""
    return value if -MILLION <= value <= MILLION else divide_half_even(value, 100)


def signature(line: LineDraft) -> Signature:
    """What makes two lines the same; a product renamed meanwhile is still the same product."""
    return (line.product_id, "" if line.product_id else line.description, line.quantity, line_net(line))


class StoredLines:
    """The lines an order has, of which those that earlier rows of the file stood for are used up."""

    def __init__(self, lines: Sequence[LineDraft], used: Iterable[int]) -> None:
        taken = set(used)
        self._places: dict[Signature, list[int]] = {}
        for place, line in enumerate(lines, 1):
            if place not in taken:
                self._places.setdefault(signature(line), []).append(place)
        self.last = len(lines)

    def take(self, line: LineDraft) -> int | None:
        """The place of an equal line not used yet; None when there is none."""
        places = self._places.get(signature(line))
        return places.pop(0) if places else None
