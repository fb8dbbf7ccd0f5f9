"""Thousands of random filters find what plain Python says they should, for whoever looks, by whatever clock."""

import os
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from amity.kernel.commands import Actor
from amity.kernel.filters import parse_json, parse_text, spelling
from amity.kernel.filters.compiling import condition_of
from amity.kernel.filters.filter import Filter, filtered
from amity.kernel.filters.nodes import And, Node, Not, Or
from amity.kernel.filters.periods import clock_of
from amity.records.kinds.filtering import catalogue_of
from amity.records.kinds.registry import kind_named
from amity.workspace.access.models import Visibility
from tests.filters.house import House, build
from tests.filters.oracle import RELATED, Oracle
from tests.filters.random_filters import Maker
from tests.filters.values import FIELDS

KINDS = {"person": 1, "company": 2, "product": 3, "order": 4}
A_HOUSE = 60


@pytest.fixture(autouse=True)
def usual_spelling(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a filter changes of it is taken back."""
    for name in ("FEW", "FEW_TO_COUNT"):
        monkeypatch.setattr(spelling, name, getattr(spelling, name))


def test_the_oracle_knows_every_field(world: Any) -> None:
    for kind in KINDS:
        relations = {name for at, name in RELATED if at == kind}
        assert set(catalogue_of(kind, seen_by=world.ada).fields) == FIELDS[kind].keys() | relations


@pytest.mark.parametrize("number", range(2))
def test_random_filters_find_what_plain_python_finds(world: Any, number: int) -> None:
    ask_many(world, number, 30)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(100, 109))
def test_five_hundred_random_filters_find_what_plain_python_finds(world: Any, number: int) -> None:
    ask_many(world, number, A_HOUSE)


@pytest.mark.drill
@pytest.mark.parametrize("number", range(1000, 1167 if os.environ.get("AMITY_DRILL") == "full" else 1001))
def test_ten_thousand_filters_find_what_plain_python_finds(world: Any, number: int) -> None:
    """`bin/drill filters`: 60 filters over each of 167 houses; one house in its short form."""
    ask_many(world, number, A_HOUSE)


def ask_many(world: Any, seed: int, count: int) -> None:
    random = Random(seed)
    house = build(world, random)
    for number in range(count):
        kind = random.choice(["person", "person", "person", "company", "order", "product"])
        viewer = replace(random.choice([world.administrator, world.ada, world.cleo]), time_zone=house.zone)
        reach = {name: random.choice(["everyone", "team", "own"]) for name in KINDS}
        for name, record_kind in KINDS.items():
            Visibility.objects.update_or_create(record_kind=record_kind, defaults={"reach": reach[name]})
        ask(world, house, kind, viewer, reach, random, f"house {seed}, filter {number}")


def ask(world: Any, house: House, kind: str, viewer: Actor, reach: dict[str, str], random: Random, which: str) -> None:
    clock = replace(clock_of(viewer, now=house.now), first_weekday=random.randrange(7))
    catalogue = catalogue_of(kind, seen_by=viewer, clock=clock)
    accounts = {account.pk: (account.name, account.email_key) for account in world.accounts.values()}
    teams = {team.pk: team.name for team in world.teams.values()}
    mates = {world.ada.account_id, world.ben.account_id, world.reader.account_id}
    mates = mates if viewer == replace(world.ada, time_zone=house.zone) else {viewer.account_id}
    oracle = Oracle(house, viewer, reach, accounts, teams, mates, clock.first_weekday)
    node = Maker(random, catalogue, oracle).tree()
    wanted = Filter(node, catalogue)
    assert parse_text(wanted.to_text(), catalogue) == wanted, which
    assert parse_json(wanted.to_json(), catalogue) == wanted, which

    # However it is spelled: sets are made of few rows, many are looked up one by one, and a job takes sets of all.
    spelling.FEW = random.choice([-1, 0, 20_000])
    spelling.FEW_TO_COUNT = max(spelling.FEW, random.choice([0, 20_000]))
    reading = random.choice(["page", "count", "all"])

    def answer(part: Node) -> set[int]:
        rows = kind_named(kind).visible_to(viewer)
        rows = filtered(rows, Filter(part, catalogue), catalogue, seen_by=viewer, reading=reading)
        return set(rows.values_list("pk", flat=True))

    def differs(part: Node) -> bool:
        return answer(part) != oracle.found(kind, part)

    if differs(node):
        guilty = smallest(node, differs)
        found, right = answer(guilty), oracle.found(kind, guilty)
        everything = {pk: row for pk, row in house.rows[kind].items() if pk in found ^ right}
        said = Filter(guilty, catalogue).to_text()
        raise AssertionError(
            f"{which}, {reading=}, {spelling.FEW=}: {kind} for {viewer.name} in {house.zone} at {house.now}, {reach}\n"
            f"{said}\ntoo many {sorted(found - right)}, missing {sorted(right - found)}\n{everything}\n"
            f"{condition_of(guilty, catalogue, reading=reading)}"
        )


def smallest(node: Node, differs: Any) -> Node:
    """The smallest part of a filter that is wrong by itself."""
    parts = node.items if isinstance(node, And | Or) else (node.item,) if isinstance(node, Not) else ()
    return next((smallest(part, differs) for part in parts if differs(part)), node)
