"""Draw three years of orders: season, growth, one-off buyers, regulars, and people who left."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from amity.config.demo.people import YEARS
from amity.customers.orders.drafts import LineDraft, OrderDraft
from amity.kernel.money import MILLION

CHANNELS = ("web shop", "web shop", "web shop", "phone", "café", "fair")
# Mean days between orders, chance of leaving after each, how many of an item they take.
HABITS = {
    "once": (9_999.0, 1.0, 1.0),
    "now and then": (120.0, 0.18, 1.2),
    "regular": (33.0, 0.035, 1.4),
    "shop": (24.0, 0.02, 6.0),
}
# Coffee sells before Christmas and rests in summer: January to December.
SEASON = (0.92, 0.9, 0.97, 0.98, 0.95, 0.86, 0.78, 0.8, 1.0, 1.08, 1.28, 1.5)


@dataclass(frozen=True, slots=True)
class Buyer:
    """A drawn customer: how they buy, since when, and what they like (places in the catalogue)."""

    person_id: int
    company_id: int | None
    since: datetime
    habit: str
    liked: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ware:
    """A product on sale: price in millionths of a euro, and how often it is asked for."""

    product_id: int
    name: str
    price: int
    weight: int


def draw_habit(random: Random, *, works_in_a_company: bool) -> str:
    """How someone buys; every fifth never did."""
    if works_in_a_company:
        return random.choices(["shop", "regular", "now and then", "never"], weights=[30, 20, 20, 30])[0]
    return random.choices(["once", "now and then", "regular", "never"], weights=[34, 26, 18, 22])[0]


def draw_stage(random: Random, habit: str) -> str:
    """Where someone stands who buys this way."""
    if habit == "never":
        return random.choices(["lead", "prospect", "partner"], weights=[60, 34, 6])[0]
    return random.choices(["customer", "former"], weights=[94, 6])[0]


def draw_likes(random: Random, wares: list[Ware]) -> tuple[int, ...]:
    """The few things a customer keeps coming back for."""
    return tuple(random.choices(range(len(wares)), weights=[ware.weight for ware in wares], k=6))


def draw_orders(random: Random, buyer: Buyer, wares: list[Ware], now: datetime) -> Iterator[OrderDraft]:
    """The orders of one buyer in order of time, returns in between."""
    gap, leaving, size = HABITS[buyer.habit]
    at = buyer.since
    while at < now:
        yield _order(random, buyer, wares, at, size)
        if random.random() < 0.03:
            yield from _return(random, buyer, wares, at + timedelta(days=random.randrange(3, 20)), now)
        if random.random() < leaving:
            return
        grown = 1 + 0.12 * ((at - (now - timedelta(days=365 * YEARS))).days / 365)
        at += timedelta(days=max(2.0, random.gammavariate(3, gap / 3)) / (SEASON[at.month - 1] * grown))
        at = at.replace(hour=random.choice((8, 9, 10, 12, 14, 17, 19, 20)), minute=random.randrange(60))


def _order(random: Random, buyer: Buyer, wares: list[Ware], at: datetime, size: float) -> OrderDraft:
    chosen = {
        random.choice(buyer.liked) if random.random() < 0.7 else random.randrange(len(wares))
        for _item in range(1 + min(7, int(random.expovariate(0.7))))
    }
    age = at.timestamp()
    discount = random.choices([0, 5, 10, 15], weights=[80, 10, 7, 3])[0]
    lines = []
    for place in sorted(chosen):
        ware = wares[place]
        quantity = max(1, round(random.gammavariate(2, size / 2))) if ware.price < 100 * MILLION else 1
        price = ware.price
        lines.append(
            LineDraft(
                product_id=ware.product_id,
                description=ware.name,
                quantity=quantity * MILLION,
                unit_price=price,
                discount=price * quantity * discount // 100 // 10_000 * 10_000,
            )
        )
    net = sum(line.unit_price * line.quantity // MILLION - line.discount for line in lines)
    status = "completed" if random.random() < 0.97 else random.choice(("cancelled", "open", "paid"))
    return OrderDraft(
        ordered_at=at,
        person_id=buyer.person_id,
        company_id=buyer.company_id,
        currency="EUR",
        status=status,
        channel="account" if buyer.habit == "shop" else CHANNELS[int(age) % len(CHANNELS)],
        lines=lines,
        tax=math.floor(net * 7 / 100 / 10_000),
    )


def _return(random: Random, buyer: Buyer, wares: list[Ware], at: datetime, now: datetime) -> Iterator[OrderDraft]:
    if at >= now:
        return
    ware = wares[random.choice(buyer.liked)]
    yield OrderDraft(
        ordered_at=at,
        person_id=buyer.person_id,
        company_id=buyer.company_id,
        currency="EUR",
        channel="returns",
        title="Return",
        lines=[LineDraft(product_id=ware.product_id, description=ware.name, quantity=-MILLION, unit_price=ware.price)],
    )
