"""Which readers there are, and a fact as they get it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from amity.kernel.commands import Cause
from amity.kernel.facts.refs import Ref

NEWS_FOR = timedelta(hours=24)
OLD_STORIES = {"import", "demo"}


@dataclass(frozen=True, slots=True)
class ReadFact:
    """A stored fact as readers get it."""

    id: int
    kind: str
    origin: str
    actor_id: int | None
    depth: int
    occurred_at: datetime
    recorded_at: datetime
    about: tuple[Ref, ...]
    data: dict[str, Any]

    @property
    def is_news(self) -> bool:
        """False for history told late: imports, demo data, and what is recorded more than a day after it happened."""
        return self.origin not in OLD_STORIES and self.recorded_at - self.occurred_at <= NEWS_FOR

    @property
    def cause(self) -> Cause:
        """For those who react: `by.because_of(fact.cause)`."""
        return Cause(self.id, self.depth)


Handle = Callable[[Sequence[ReadFact]], None]


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader of the log.

    handle   gets facts in commit order, at most 1,000; its writes and the cursor commit together. It may run again
             with the same facts after a failure, so it leaves effects outside the database to the outbox
    kinds    the names it wants, none of them of a family, or who says so when a batch is read; None is all
    outward  it acts on the world (mail, webhooks, notices), so imported and late history is kept from it, and all
             that was before it was introduced
    starts_now  only what was before it was introduced is kept from it: it asks `is_news` itself
    rebuild  for a projection: computes everything again from the state tables, in the transaction it is called in
    """

    name: str
    handle: Handle
    kinds: frozenset[str] | Callable[[], frozenset[str] | None] | None = None
    outward: bool = False
    starts_now: bool = False
    rebuild: Callable[[], None] | None = None
    description: str = field(default="", compare=False)

    def wanted_kinds(self) -> frozenset[str] | None:
        """The kinds it wants now; None is all."""
        return self.kinds() if callable(self.kinds) else self.kinds

    def wants(self, fact: ReadFact) -> bool:
        """Whether a fact of a kind it wants is for it."""
        return not self.outward or fact.is_news


_readers: dict[str, Reader] = {}


def register_reader(reader: Reader) -> None:
    """Make a reader known; called from an app's ready()."""
    if reader.name in _readers:
        raise ValueError(f"two readers are called {reader.name}")
    _readers[reader.name] = reader


def readers() -> list[Reader]:
    """All readers, in the order they were registered."""
    return list(_readers.values())


def reader_named(name: str) -> Reader:
    """One reader; KeyError when there is none."""
    return _readers[name]
