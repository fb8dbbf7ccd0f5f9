"""Tags for unit prices and quantities, which are kept in millionths."""

from django import template

from amity.kernel.money import MILLION
from amity.kernel.money.currencies import exponent
from amity.kernel.ui import formats

register = template.Library()


@register.simple_tag
def price(millionths: int | None, currency: str) -> str:
    """A unit price with its currency, and with more decimals than the currency has where it needs them."""
    if millionths is None:
        return ""
    if not currency:
        return quantity(millionths)
    per_minor = MILLION // 10 ** exponent(currency)
    if millionths % per_minor:
        return f"{quantity(millionths)}{formats.NO_BREAK}{currency}"
    return formats.money(millionths // per_minor, currency)


@register.filter
def quantity(millionths: int) -> str:
    """A quantity without needless decimals: 12000000 -> 12, 1250000 -> 1.25."""
    decimals = len(f"{abs(millionths) % MILLION:06}".rstrip("0"))
    return formats.number(millionths / MILLION, decimals)
