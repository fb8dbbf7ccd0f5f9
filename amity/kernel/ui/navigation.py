"""The places of the house by department: rooms name theirs when they start, sidebar and dock show them."""

from collections.abc import Callable
from dataclasses import dataclass
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
    key: str


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
    key: str = "",
) -> None:
    """Add a place. Departments stand in the order of their first one; up to four with `in_dock` fill the dock.

    `key` is the letter that leads here after `g`.
    """
    taken = next((place for place in _places if key and place.key == key and place.url_name != url_name), None)
    if taken:
        raise ValueError(f"g {key} leads to {taken.url_name} already.")
    _places.append(Place(group, label, url_name, icon, order, shown_to, in_dock, key))
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
    key: str = ""


@dataclass(frozen=True, slots=True)
class Department:
    """A named row of entries; `name` is the same in every language."""

    label: Words
    entries: list[Entry]
    name: str = ""


def departments(actor: Actor, path: str) -> list[Department]:
    """The sidebar from top to bottom without its foot, as `actor` may see it, with the place of `path` marked."""
    shown = _shown_to(actor)
    here = _place_of(path, shown)
    inner = [place for place in shown if place.group != FOOT]
    first = {str(place.group): place.order for place in reversed(inner)}
    inner.sort(key=lambda place: (first[str(place.group)], place.order))
    grouped = [(group, list(members)) for group, members in groupby(inner, key=lambda place: place.group)]
    return [
        Department(group, [_entry(place, here) for place in members], _name(members[0])) for group, members in grouped
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


def keyed_places(actor: Actor) -> list[Entry]:
    """The places that a letter after `g` leads to."""
    return [_entry(place, None) for place in _shown_to(actor) if place.key]


def _shown_to(actor: Actor) -> list[Place]:
    return [place for place in _places if _address(place.url_name) and place.shown_to(actor)]


def _place_of(path: str, places: list[Place]) -> Place | None:
    """The place whose address is the longest beginning of `path`."""
    fitting = [place for place in places if path.startswith(_address(place.url_name))]
    return max(fitting, key=lambda place: len(_address(place.url_name)), default=None)


def _entry(place: Place, here: Place | None) -> Entry:
    return Entry(place.label, _address(place.url_name), place.icon, place is here, place.key)


def _name(first: Place) -> str:
    """What a browser remembers a department by: the room of its first place."""
    return first.url_name.partition(":")[0]


def department_of(actor: Actor, path: str) -> Words:
    """The department that the place of `path` stands in, "" at the foot and outside."""
    place = _place_of(path, _shown_to(actor))
    return place.group if place and place.group != FOOT else ""


_addresses: dict[str, str] = {}


def _address(url_name: str) -> str:
    """The place's address, "" when its page is not part of this installation. Only found ones are remembered: what
    one set of URLs lacks, another may have."""
    if url_name not in _addresses:
        try:
            _addresses[url_name] = reverse(url_name)
        except NoReverseMatch:
            return ""
    return _addresses[url_name]
