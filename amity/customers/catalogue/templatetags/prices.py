"""Tags for unit prices and quantities, which are kept in millionths."""

from django import template

from amity.kernel.ui import formats

register = template.Library()


@register.simple_tag
def price(millionths: int | None, currency: str) -> str:
    """A unit price with its currency."""
    return "" if millionths is None else formats.price(millionths, currency)


@register.filter
def quantity(millionths: int) -> str:
    """A quantity without needless decimals."""
    return formats.quantity(millionths)
