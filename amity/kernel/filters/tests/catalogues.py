"""A catalogue for tests of the language itself: one field of each type, nothing of a database."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from amity.kernel.commands import Actor, Role
from amity.kernel.filters import Behaviour, Catalogue, Choice, Detail, Field, Type
from amity.kernel.filters.periods import Clock

VIEWER = Actor(account_id=1, name="Ada", role=Role.MEMBER, time_zone="Europe/Berlin")
NOW = datetime(2026, 3, 11, 10, tzinfo=UTC)  # a Wednesday


def nothing(_seen_by: Actor) -> Any:
    raise AssertionError("the language itself asks no database")


def towns(words: str, _seen_by: Actor) -> list[Choice]:
    return [
        Choice(name, name) for name in ("New York", "Newark", "Oslo") if name.casefold().startswith(words.casefold())
    ]


FIELDS = [
    Field(name="name", label="Name", type=Type.TEXT, key="name_key", order=1),
    Field(name="town", label="Town", type=Type.TAG, lookup=towns, aliases=("city",), order=2),
    Field(
        name="stage",
        label="Stage",
        type=Type.CHOICE,
        choices=[Choice("lead", "Lead"), Choice("customer", "Kunde"), Choice("on hold", "On hold")],
        order=3,
    ),
    Field(name="visits", label="Visits", type=Type.NUMBER, order=4),
    Field(name="worth", label="Worth", type=Type.MONEY, order=5),
    Field(name="price", label="Price", type=Type.MONEY, currency="currency", order=6),
    Field(name="born", label="Birthday", type=Type.DATE, order=7),
    Field(name="created", label="Added", type=Type.MOMENT, order=8),
    Field(name="active", label="Active", type=Type.YES_NO, order=9),
    Field(name="owner", label="Owner", type=Type.RELATION, order=10),
    Field(name="company", label="Company", type=Type.RELATION, kind="company", order=11),
]
BEHAVIOURS = [
    Behaviour(
        name="ordered",
        label="ordered",
        rows=nothing,
        record="id",
        at="at",
        amount="net",
        details=(Detail(name="product", label="product", narrow=nothing, lookup=towns),),
    ),
    Behaviour(name="call", label="Calls", verb="has", rows=nothing, record="id", at="at"),
]


def toy(zone: str = "Europe/Berlin", now: datetime = NOW, first_weekday: int = 0) -> Catalogue:
    """What can be asked of a toy; its company has the same fields."""
    clock = Clock(now, ZoneInfo(zone), first_weekday)

    def opened(kind: str) -> Catalogue:
        return Catalogue.of(kind, seen_by=VIEWER, rows=nothing, fields=FIELDS, clock=clock, related=opened)

    return Catalogue.of(
        "toy", seen_by=VIEWER, rows=nothing, fields=FIELDS, behaviours=BEHAVIOURS, clock=clock, related=opened
    )
