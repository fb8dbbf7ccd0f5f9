"""How far each reader has come."""

from amity.kernel.commands import locked, run_in_unit
from amity.kernel.facts.models import ReaderCursor, StoredFact
from amity.kernel.facts.readers.registry import Reader, readers


def introduce_readers() -> None:
    """Give new readers their cursor: outward ones begin with what happens from now on. Called when Amity starts."""
    known = set(ReaderCursor.objects.values_list("reader", flat=True))
    for reader in readers():
        if reader.name not in known:
            introduce(reader)


def introduce(reader: Reader) -> int:
    """Give a reader its cursor unless it has one; return where it stands."""
    return run_in_unit(lambda: locked_cursor(reader).fact_id)


def lag(reader: Reader) -> int:
    """How many facts a reader has not dealt with yet (0 is up to date); ids have gaps, so at most this many."""
    at = position(reader)
    if at is None:
        at = _beginning(reader)
    return max(0, newest_fact() - at)


def start_at_the_end(reader: Reader) -> None:
    """Let a reader go on with what happens from now on."""
    run_in_unit(lambda: move(locked_cursor(reader), newest_fact()))


def position(reader: Reader) -> int | None:
    """The last fact the reader has dealt with; None before it is introduced."""
    return ReaderCursor.objects.filter(reader=reader.name).values_list("fact_id", flat=True).first()


def locked_cursor(reader: Reader) -> ReaderCursor:
    """The reader's cursor, ours until the transaction ends."""
    cursors = ReaderCursor.objects.filter(reader=reader.name)
    if not cursors.exists():
        ReaderCursor.objects.get_or_create(reader=reader.name, defaults={"fact_id": _beginning(reader)})
    return locked(cursors).get()


def move(cursor: ReaderCursor, fact_id: int) -> None:
    """Put the cursor on this fact."""
    cursor.fact_id = fact_id
    cursor.save(update_fields=["fact_id", "moved_at"])


def newest_fact() -> int:
    """The id of the last fact; 0 before the first."""
    return StoredFact.objects.order_by("-id").values_list("id", flat=True).first() or 0


def _beginning(reader: Reader) -> int:
    return newest_fact() if reader.outward or reader.starts_now else 0
