"""What a writer does: commands of every temper, some killed in the middle."""

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError

from amity.kernel.commands import Actor, Refused, command, locked
from amity.kernel.commands.transaction import current_unit
from amity.kernel.facts.kinds import Fact
from amity.kernel.facts.log import record
from amity.kernel.facts.tests.storm.tables import Child, Mark, Parent

WRITER = Actor.system()


@dataclass(frozen=True, kw_only=True)
class Told(Fact):
    """A command of the storm told this."""

    name = "storm.told"
    sentence = "told {token}"

    token: str
    turn: int = 0


class Abort(Exception):
    """A command changed its mind after writing."""


def write_until(deadline: float, pause: float, report: Callable[[str], None]) -> None:
    """Run random commands until `deadline` (monotonic seconds); `report` gets one word for each."""
    number = 0
    chance = random.Random()
    while time.monotonic() < deadline:
        number += 1
        token = f"{os.getpid()}-{number}"
        act = chance.choice(ACTS)
        try:
            act(token, chance)
            report("done")
        except Abort:
            report("aborted")
        except (Refused, Parent.DoesNotExist):
            report("refused")
        except IntegrityError:
            report("broken")  # a child of a parent that went meanwhile
        except Exception as error:
            report(f"ERROR {type(error).__name__}: {error}".replace("\n", " "))
        time.sleep(chance.random() * pause)


@command("storm.add_child")
def add_child(token: str, chance: random.Random) -> None:
    parent = _locked_parent(chance)
    Child.objects.create(parent=parent)
    _tell(token, parent)


@command("storm.add_to_two")
def add_to_two(token: str, chance: random.Random) -> None:
    """Locks two parents in any order: on PostgreSQL some of these deadlock, and are run again."""
    first = _locked_parent(chance)
    _dally(chance)
    second = _locked_parent(chance)
    Child.objects.create(parent=second)
    Child.objects.create(parent=first)
    _tell(token, *dict.fromkeys((first, second)))


@command("storm.add_unlocked")
def add_unlocked(token: str, chance: random.Random) -> None:
    """Trusts the foreign key alone: it may find at the end that the parent went."""
    parents = list(Parent.objects.all())
    Child.objects.create(parent=chance.choice(parents))
    _dally(chance)
    _tell(token)


@command("storm.replace_parent")
def replace_parent(token: str, chance: random.Random) -> None:
    parent = _locked_parent(chance)
    _tell(token, parent)
    Child.objects.filter(parent=parent).delete()
    parent.delete()
    Parent.objects.create()


@command("storm.nest")
def nest(token: str, chance: random.Random) -> None:
    """Goes on where a nested command is refused; only its own facts may stay."""
    _mark(token, 1)
    for inner in (refuse, add_child):
        try:
            inner(f"{token}-{inner.__name__}", chance)
        except (Refused, Parent.DoesNotExist):
            continue
    record(Told(token=token), about=[], by=WRITER)


@command("storm.refuse")
def refuse(token: str, chance: random.Random) -> None:
    _tell(token, _locked_parent(chance))
    raise Refused("storm.refused", "No.")


@command("storm.dawdle")
def dawdle(token: str, chance: random.Random) -> None:
    parent = _locked_parent(chance)
    _tell(token, parent)
    _dally(chance)


@command("storm.abort")
def abort(token: str, chance: random.Random) -> None:
    _tell(token, _locked_parent(chance))
    raise Abort


@command("storm.tell_many")
def tell_many(token: str, chance: random.Random) -> None:
    count = chance.randint(20, 120)
    _mark(token, count)
    for turn in range(count):
        record(Told(token=token, turn=turn), about=[], by=WRITER)


@command("storm.die")
def die(token: str, chance: random.Random) -> None:
    """Killed inside its transaction, with everything written but the facts, or the facts too."""
    add_child(token, chance)
    if chance.random() < 0.1:
        _die()
    unit = current_unit()
    if unit and unit.finish and chance.random() < 0.1:
        write = unit.finish
        unit.finish = lambda entries: (write(entries), _die())[0]


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


ACTS = [
    add_child, add_child, add_child, add_to_two, add_to_two, add_unlocked, replace_parent, nest, nest, refuse,
    dawdle, abort, tell_many, tell_many, die,
]  # fmt: skip


def _locked_parent(chance: random.Random) -> Parent:
    """One of the parents all others want too; DoesNotExist when it went meanwhile."""
    ids = list(Parent.objects.order_by("pk").values_list("pk", flat=True))
    return locked(Parent.objects.filter(pk=chance.choice(ids))).get()


def _tell(token: str, *parents: Parent) -> None:
    """Mark the command, and one fact for each parent with its next turn (or one about nothing)."""
    _mark(token, len(parents) or 1)
    for parent in parents:
        parent.turn += 1
        parent.save(update_fields=["turn"])
        record(Told(token=token, turn=parent.turn), about=[parent], by=WRITER)
    if not parents:
        record(Told(token=token), about=[], by=WRITER)


def _mark(token: str, facts: int) -> None:
    Mark.objects.create(token=token, facts=facts)


def _dally(chance: random.Random) -> None:
    time.sleep(chance.random() * 0.02)
