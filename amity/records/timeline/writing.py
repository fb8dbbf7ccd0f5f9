"""What people write into a timeline in place: rooms register how."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Invalid, find_command
from amity.kernel.facts.refs import Ref

LONGEST_TEXT = 20_000
# Clocks differ a little.
_AHEAD = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Writable:
    """A kind of entry. `command` takes (ref, text=, occurred_at=, by=), and minutes= where `has_minutes`."""

    name: str
    label: str | Promise
    icon: str
    command: str
    has_minutes: bool = False


_writables: dict[str, Writable] = {}


def register_writable(writable: Writable) -> None:
    """Offer a kind of entry in every composer; called from an app's ready()."""
    _writables[writable.name] = writable


def writables() -> list[Writable]:
    """The kinds of entries, in the order they were registered."""
    return list(_writables.values())


def write_entry(
    ref: Ref, kind: str, *, text: str, by: Actor, occurred_at: datetime | None = None, minutes: int | None = None
) -> None:
    """Write an entry of this kind about a record, through its room's command; Invalid for a kind there is not."""
    writable = _writables.get(kind)
    if writable is None:
        raise Invalid("timeline.no_such_kind", _("Choose what to write: a note, a call or a meeting."), "kind")
    more = {"minutes": minutes} if writable.has_minutes else {}
    find_command(writable.command)(ref, text=text, occurred_at=occurred_at, by=by, **more)


def checked_text(text: str, *, may_be_empty: bool = False) -> str:
    """The text as it is stored; Invalid when there is none or far too much."""
    text = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not text and not may_be_empty:
        raise Invalid("timeline.empty", _("Write something first."), "text")
    if len(text) > LONGEST_TEXT:
        message = _("This is %(length)d characters long; at most %(most)d fit.")
        raise Invalid("timeline.too_long", message % {"length": len(text), "most": LONGEST_TEXT}, "text")
    return text


def checked_moment(occurred_at: datetime | None) -> datetime:
    """When it happened, now by default; Invalid for what has not happened yet."""
    now = timezone.now()
    if occurred_at is not None and occurred_at > now + _AHEAD:
        raise Invalid(
            "timeline.future", _("This lies in the future. Write it down when it has happened."), "occurred_at"
        )
    return occurred_at or now
