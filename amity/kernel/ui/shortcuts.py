"""The keys of the house: rooms register theirs once; keys.js, hints on buttons and the sheet of `?` read here.

Keys are written as a browser names them: `j`, `?`, `Enter`, `Escape`, `Shift+x`, `Mod+k` (Ctrl, on a Mac ⌘), or a
letter after `g`: `g p`. What a shortcut does is the page's: keys.js clicks or focuses the first visible element with
`data-shortcut="<name>"`, else tells `shortcut` events with that name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from amity.kernel.commands import Actor
from amity.kernel.ui import navigation

Words = str | Promise
PLACES, LISTS, RECORDS, EVERYWHERE = _("Go to"), _("In lists"), _("On a record"), _("Everywhere")
_ORDER = (EVERYWHERE, PLACES, LISTS, RECORDS)
# Letters of the chain that carries the keys into the page.
_RESERVED = {";", "="}


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One line of the sheet. Without a name it is only told: the browser or a part of the page does it by itself."""

    keys: str
    name: str
    label: Words
    group: Words

    @property
    def is_single(self) -> bool:
        """Whether it is made of plain characters, so that a person may switch it off."""
        return is_single(self.keys)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the sheet: a heading, and the keys (as caps to show) with what they do."""

    heading: Words
    lines: list[tuple[list[list[str]], Words]]


# By keys and group: what shares a name is told once for each group that has it.
_shortcuts: dict[tuple[str, int], Shortcut] = {}


def register_shortcut(keys: str, name: str, label: Words, group: Words) -> None:
    """Make a shortcut known. Two rooms may share one (same keys, same name), but never use a key for two things."""
    if known := next((one for one in _shortcuts.values() if one.keys == keys and one.name != name), None):
        raise ValueError(f"{keys} is {known.name} already, it cannot be {name} too.")
    if _RESERVED & set(keys) or keys.startswith("g "):
        raise ValueError(f"{keys} cannot be a shortcut; letters after g belong to places.")
    _shortcuts[keys, id(group)] = Shortcut(keys, name, label, group)


def is_single(keys: str) -> bool:
    """Whether keys are plain characters that somebody dictating or leaning on the keyboard sets off by chance."""
    return "+" not in keys.replace("Shift+", "") and keys != "Escape"


def keys_of(name: str) -> str:
    """The keys of a shortcut, "" when nobody registered it."""
    return next((shortcut.keys for shortcut in _shortcuts.values() if shortcut.name == name), "")


def shortcuts(actor: Actor) -> list[Shortcut]:
    """Everything the keyboard can do for `actor`; a place's name is its address."""
    places = [
        Shortcut(f"g {place.key}", place.href, place.label, PLACES) for place in navigation.keyed_places(actor)
    ]  # fmt: skip
    return [*_shortcuts.values(), *places]


def key_chain(known: Iterable[Shortcut], *, with_single: bool) -> str:
    """The shortcuts as keys.js reads them from the page: `j=next;g p=/people`."""
    return ";".join(f"{one.keys}={one.name}" for one in known if one.name and (with_single or not one.is_single))


def sheet(known: Iterable[Shortcut], *, is_mac: bool = False) -> list[Section]:
    """The sheet of `?`, by group in a fixed order, groups of rooms last."""
    order = {str(group): place for place, group in enumerate(_ORDER)}
    lines = sorted(known, key=lambda one: order.get(str(one.group), len(order)))
    return [
        Section(group, [(caps(one.keys, is_mac=is_mac), one.label) for one in members])
        for group, members in groupby(lines, key=lambda one: str(one.group))
    ]


def caps(keys: str, *, is_mac: bool = False) -> list[list[str]]:
    """What stands on the keys to press: chords one after the other, each a list of caps."""
    names = {
        "Mod": "⌘" if is_mac else pgettext("key", "Ctrl"),
        "Shift": pgettext("key", "Shift"),
        "Enter": "↵",
        "Escape": pgettext("key", "Esc"),
        "ArrowUp": "↑",
        "ArrowDown": "↓",
        "ArrowLeft": "←",
        "ArrowRight": "→",
        " ": gettext("Space"),
    }
    return [
        [names.get(cap, cap.upper() if len(cap) == 1 else cap) for cap in chord.split("+")]
        for chord in (keys.split(" ") if keys != " " else [keys])
    ]


def as_aria(keys: str) -> str:
    """The keys as `aria-keyshortcuts` writes them."""
    chords = [chord.upper() if len(chord) == 1 else chord for chord in keys.split(" ")]
    if keys.startswith("Mod+"):
        return f"Control+{keys[4:].upper()} Meta+{keys[4:].upper()}"
    # The attribute knows chords, not sequences.
    return chords[0] if len(chords) == 1 else ""
