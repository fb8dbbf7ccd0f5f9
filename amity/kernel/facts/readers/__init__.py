"""Who reads facts: projections and reactions, each with a cursor of its own, none able to stop another."""

from amity.kernel.facts.readers.catching_up import catch_up, catch_up_all, rebuild
from amity.kernel.facts.readers.cursors import introduce_readers, lag, start_at_the_end
from amity.kernel.facts.readers.parking import retry_parked
from amity.kernel.facts.readers.registry import Reader, ReadFact, reader_named, readers, register_reader

__all__ = [
    "ReadFact",
    "Reader",
    "catch_up",
    "catch_up_all",
    "introduce_readers",
    "lag",
    "reader_named",
    "readers",
    "rebuild",
    "register_reader",
    "retry_parked",
    "start_at_the_end",
]
