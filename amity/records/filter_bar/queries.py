"""How many records a filter leaves, and what a field offers for the first letters typed."""

from collections.abc import Sequence

from amity.kernel.commands import Actor
from amity.kernel.filters import Choice, Filter
from amity.kernel.paging import capped_count
from amity.records.filter_bar.around import Around
from amity.records.kinds.filtering import catalogue_of
from amity.records.lists.queries import matching

MOST_OFFERED = 20
_LONGEST_WORDS = 100


def count(wanted: Filter, around: Around, *, seen_by: Actor) -> tuple[int, bool]:
    """How many records the list would hold under a filter, counted up to 10,000; True when there are more."""
    return capped_count(matching(around.under(wanted), seen_by=seen_by, reading="count"))


def offered(kind_name: str, what: str, words: str, *, detail: str = "", seen_by: Actor) -> Sequence[Choice]:
    """Values of a field, or of a behaviour's detail, that begin with these words, of what the viewer may see."""
    catalogue = catalogue_of(kind_name, seen_by=seen_by)
    plain = "".join(letter for letter in words[:_LONGEST_WORDS] if letter.isprintable())
    if what.startswith("~"):
        behaviour = catalogue.behaviours.get(what[1:])
        found = behaviour.detail(detail) if behaviour else None
        lookup = found.lookup if found else None
    else:
        field = catalogue.find(what)
        lookup = field.field.lookup if field else None
    return lookup(plain, seen_by)[:MOST_OFFERED] if lookup else []
