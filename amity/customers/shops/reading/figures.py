"""Amounts as shops write them, and orders that come to exactly what the shop says."""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any

from amity.customers.shops.reading.tidings import Unreadable
from amity.kernel.money import LARGEST_MILLIONTHS, MILLION
from amity.kernel.money.amounts import divide_half_even, millionths_from_minor, minor_from_millionths
from amity.kernel.money.currencies import is_currency

Line = dict[str, Any]

# Stripe keeps these with two decimals, though they have none (docs.stripe.com/currencies, special cases).
STRIPE_HUNDREDTHS = {"ISK", "UGX"}


def currency_of(code: str) -> str:
    """The ISO code. Raises Unreadable for one that is not in use."""
    upper = code.strip().upper()
    if not is_currency(upper):
        raise Unreadable(f"“{code[:10]}” is no currency")
    return upper


def millionths(value: Any) -> int:
    """`"199.00"` -> 199000000; nothing is 0. Raises Unreadable."""
    if value in (None, ""):
        return 0
    try:
        figure = Decimal(str(value))
        if not figure.is_finite() or abs(figure) * MILLION > LARGEST_MILLIONTHS:
            raise Unreadable(f"“{str(value)[:30]}” is too large to count with")
        return int((figure * MILLION).to_integral_value(ROUND_HALF_EVEN))
    except InvalidOperation:
        raise Unreadable(f"“{str(value)[:30]}” is no figure") from None


def minor(value: Any, currency: str) -> int:
    """`"199.00"` in minor units of the currency."""
    return minor_from_millionths(millionths(value), currency)


def stripe_minor(value: Any, currency: str) -> int:
    """An amount of Stripe, in the smallest unit it has there, in ours."""
    if value is None:
        return 0
    if not isinstance(value, int) or isinstance(value, bool):
        raise Unreadable(f"“{str(value)[:30]}” is no amount")
    if currency in STRIPE_HUNDREDTHS:
        return divide_half_even(value, 100)
    # Three decimals there are three decimals here, two are two.
    return value


def line_of(product: str, description: str, *, quantity: int, net: int, discount: int = 0) -> Line:
    """A line; all figures in millionths. The unit price follows from what the line comes to."""
    gross = net + discount
    unit = divide_half_even(gross * MILLION, quantity) if quantity > 0 else gross
    if quantity <= 0:
        quantity = MILLION
    return {
        "product": product,
        "description": " ".join(description.split())[:300],
        "quantity": quantity,
        "unit_price": unit,
        "discount": discount,
        "net": net,
    }


def negative(line: Line) -> Line:
    """The same line given back."""
    return {
        **line,
        "quantity": -line["quantity"],
        "discount": -line["discount"],
        "net": -line["net"],
    }


def settle(lines: Sequence[Line], *, total: int, tax: int, currency: str, other: str) -> tuple[list[Line], int]:
    """Lines, and a discount on the order, with which it comes to `total`, tax included, as the shop says.

    What lines do not explain becomes a line called `other` (tips, duties), or a discount when it is less.
    """
    lines = list(lines)
    if not lines:
        return [], 0
    over = minor_from_millionths(sum(line["net"] for line in lines), currency) + tax - total
    if over >= 0:
        return lines, over
    lines.append(line_of("", other, quantity=MILLION, net=millionths_from_minor(-over, currency)))
    return lines, 0
