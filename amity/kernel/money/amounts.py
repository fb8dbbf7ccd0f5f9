"""Arithmetic on integer money. Half goes to even, once, at the end."""

from amity.kernel.money import MILLION
from amity.kernel.money.currencies import exponent


def divide_half_even(number: int, by: int) -> int:
    """`number / by` rounded half to even; `by` positive."""
    whole, rest = divmod(number, by)
    twice = rest * 2
    return whole + 1 if twice > by or (twice == by and whole % 2) else whole


def minor_from_millionths(millionths: int, currency: str) -> int:
    """An amount given in millionths of the major unit, in the minor unit of `currency`."""
    return divide_half_even(millionths, MILLION // 10 ** exponent(currency))


def millionths_from_minor(minor: int, currency: str) -> int:
    """An amount in minor units as millionths of the major unit; exact."""
    return minor * (MILLION // 10 ** exponent(currency))


def times(price: int, quantity: int) -> int:
    """Price times quantity, both in millionths, in millionths."""
    return divide_half_even(price * quantity, MILLION)


def converted(minor: int, currency: str, home: str, rate: int) -> int:
    """`minor` of `currency` in minor units of `home`; `rate` is millionths of home per one of currency."""
    scale = MILLION * 10 ** exponent(currency)
    return divide_half_even(minor * rate * 10 ** exponent(home), scale)
