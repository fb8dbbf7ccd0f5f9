"""What an order comes to. Lines are added up in millionths and rounded once, half to even."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from amity.customers.orders.drafts import LineDraft
from amity.kernel.commands import Invalid
from amity.kernel.money import LARGEST_MILLIONTHS, LARGEST_MINOR
from amity.kernel.money.amounts import minor_from_millionths, times


@dataclass(frozen=True, slots=True)
class LineSums:
    """The lines of one order together: `net` in millionths, how many, how many above and below 0."""

    net: int = 0
    count: int = 0
    above: int = 0
    below: int = 0

    @classmethod
    def of(cls, nets: Sequence[int]) -> "LineSums":
        above = below = 0
        for net in nets:
            if net > 0:
                above += 1
            elif net < 0:
                below += 1
        return cls(sum(nets), len(nets), above, below)


@dataclass(frozen=True, slots=True)
class Amounts:
    """`net` and `total` in minor units, None where unknown; whether the order gives money back."""

    net: int | None
    total: int | None
    is_refund: bool


def line_net(line: LineDraft) -> int:
    """Quantity times price less discount, or what the source gave, in millionths; raises Invalid when too large."""
    net = times(line.unit_price, line.quantity) - line.discount if line.net is None else line.net
    if not (
        -LARGEST_MILLIONTHS <= net <= LARGEST_MILLIONTHS
        and -LARGEST_MILLIONTHS <= line.unit_price <= LARGEST_MILLIONTHS
        and -LARGEST_MILLIONTHS <= line.quantity <= LARGEST_MILLIONTHS
        and -LARGEST_MILLIONTHS <= line.discount <= LARGEST_MILLIONTHS
    ):
        raise Invalid("order.line_too_large", _("A figure of this line is too large to count with."), "lines")
    return net


def amounts_of_lines(sums: LineSums, *, currency: str, discount: int, tax: int) -> Amounts:
    """What an order with lines comes to; it is a refund when some line is negative and none positive."""
    net = minor_from_millionths(sums.net, currency) - discount
    return _bounded(Amounts(net, net + tax, is_refund=sums.below > 0 and sums.above == 0))


def amounts_given(*, net: int | None, total: int | None, tax: int) -> Amounts:
    """What an order without lines comes to, from what the source gave."""
    if net is None and total is not None:
        net = total - tax
    elif total is None and net is not None:
        total = net + tax
    return _bounded(Amounts(net, total, is_refund=net is not None and net < 0))


def _bounded(amounts: Amounts) -> Amounts:
    for figure in (amounts.net, amounts.total):
        if figure is not None and not -LARGEST_MINOR <= figure <= LARGEST_MINOR:
            raise Invalid("order.total_too_large", _("This order comes to more than we can count with."), "total")
    return amounts
