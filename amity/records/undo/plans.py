"""What an undo would do: what goes back, what stays and why, and the commands that carry it out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from amity.kernel.commands import Actor
from amity.kernel.facts.refs import Ref
from amity.records.undo.requests import Told


@dataclass(slots=True)
class Line:
    """One field, or a record as a whole (`label` ""): `now` goes back to `then`, unless `reason` says why it stays.

    `since` is the fact by which somebody else changed it.
    """

    ref: Ref
    label: str
    now: str = ""
    then: str = ""
    reason: str = ""
    since: Told | None = None
    who: str = ""

    @property
    def stays(self) -> bool:
        return bool(self.reason)

    @property
    def at(self) -> datetime | None:
        return self.since.recorded_at if self.since else None


Act = Callable[[Actor], None]


@dataclass(slots=True)
class Plan:
    """`acts` are what the lines that go back need, by when they run: records come back before fields, go after."""

    facts: list[Told]
    by: Actor
    is_locked: bool = False
    lines: list[Line] = field(default_factory=list)
    acts: list[tuple[int, Act]] = field(default_factory=list)
    # What is already as it was before, whoever brought it back.
    done: int = 0

    @property
    def going(self) -> list[Line]:
        return [line for line in self.lines if not line.stays]

    @property
    def staying(self) -> list[Line]:
        return [line for line in self.lines if line.stays]

    def carry_out(self) -> None:
        """Run the acts; what a room refuses stays, with its reason on the line."""
        for _order, act in sorted(self.acts, key=lambda pair: pair[0]):
            act(self.by)


# When the acts of an inverse run.
RETURNING, WRITING, CHANGING, LEAVING = 10, 20, 30, 40

Inverse = Callable[[list[Told], Plan], None]
_inverses: list[tuple[Callable[[str], bool], Inverse]] = []


def register_inverse(wants: Callable[[str], bool], inverse: Inverse) -> None:
    """Let `inverse` plan for the kinds of fact it wants, by name, all facts of a request at once; called from an app's
    ready()."""
    _inverses.append((wants, inverse))


def is_undoable(name: str) -> bool:
    """Whether any room says how facts of this kind are undone."""
    return any(wants(name) for wants, _inverse in _inverses)


def plan_of(facts: list[Told], *, by: Actor, is_locked: bool = False) -> Plan:
    """What undoing these facts would do now. With `is_locked` nobody changes the records until the command ends."""
    plan = Plan(facts, by, is_locked)
    for wants, inverse in _inverses:
        if mine := [fact for fact in facts if wants(fact.name)]:
            inverse(mine, plan)
    return plan
