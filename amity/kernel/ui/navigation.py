"""The places of the house by department: rooms name theirs when they start, sidebar and dock show them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from amity.kernel.commands import Actor

Words = str | Promise
FOOT = "foot"
DOCK_PLACES = 4


def everyone(_: Actor) -> bool:
    """Shown to whoever is signed in."""
    return True


def administrators(actor: Actor) -> bool:
    """Shown to administrators."""
    return actor.is_administrator


def writers(actor: Actor) -> bool:
    """Shown to those who may change something."""
    return actor.may_write


@dataclass(frozen=True, slots=True)
class Place:
    """One entry. `group` is the department's name, "" for the top, `FOOT` for the bottom of the sidebar."""

    group: Words
    label: Words
    url_name: str
    icon: str
    order: int
    shown_to: Callable[[Actor], bool]
    in_dock: bool


_places: list[Place] = []
_house_name: list[Callable[[], str]] = [lambda: "Amity"]


def register_place(
    group: Words,
    label: Words,
    url_name: str,
    icon: str,
    order: int,
    shown_to: Callable[[Actor], bool] = everyone,
    *,
    in_dock: bool = False,
) -> None:
    """Add a place. Departments stand in the order of their first one; up to four with `in_dock` fill the dock."""
    _places.append(Place(group, label, url_name, icon, order, shown_to, in_dock))
    _places.sort(key=lambda place: place.order)


def register_house_name(reader: Callable[[], str]) -> None:
    """Say how the organisation is called; `reader` runs once a page, so it must be cheap."""
    _house_name[0] = reader


def house_name() -> str:
    """The organisation's name, for the sidebar and the titles."""
    return _house_name[0]()


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as one page shows it."""

    label: Words
    href: str
    icon: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Department:
    """A named row of entries."""

    label: Words
    entries: list[Entry]


def departments(actor: Actor, path: str) -> list[Department]:
    """The sidebar from top to bottom without its foot, as `actor` may see it, with the place of `path` marked."""
    shown = _shown_to(actor)
    here = _place_of(path, shown)
    inner = [place for place in shown if place.group != FOOT]
    first = {str(place.group): place.order for place in reversed(inner)}
    inner.sort(key=lambda place: (first[str(place.group)], place.order))
    return [
        Department(group, [_entry(place, here) for place in members])
        for group, members in groupby(inner, key=lambda place: place.group)
    ]


def first_address(actor: Actor) -> str:
    """Where the house begins for `actor`: the first place of the sidebar, else the foot's."""
    shown = _shown_to(actor)
    inner = [place for place in shown if place.group != FOOT] or shown
    return _address(inner[0].url_name)


def foot(actor: Actor, path: str) -> list[Entry]:
    """The entries at the bottom of the sidebar."""
    shown = _shown_to(actor)
    here = _place_of(path, shown)
    return [_entry(place, here) for place in shown if place.group == FOOT]


def dock(actor: Actor, path: str) -> list[Entry]:
    """The places under the thumb on a phone; a fifth, "More", opens the sidebar."""
    shown = _shown_to(actor)
    here = _place_of(path, shown)
    return [_entry(place, here) for place in shown if place.in_dock][:DOCK_PLACES]


def _shown_to(actor: Actor) -> list[Place]:
    return [place for place in _places if _address(place.url_name) and place.shown_to(actor)]


def _place_of(path: str, places: list[Place]) -> Place | None:
    """The place whose address is the longest beginning of `path`."""
    fitting = [place for place in places if path.startswith(_address(place.url_name))]
    return max(fitting, key=lambda place: len(_address(place.url_name)), default=None)


def _entry(place: Place, here: Place | None) -> Entry:
    return Entry(place.label, _address(place.url_name), place.icon, place is here)


@lru_cache(maxsize=256)
def _address(url_name: str) -> str:
    """The place's address, "" when its page is not part of this installation."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
