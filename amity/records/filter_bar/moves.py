"""What the buttons of the builder do with a draft: each names the number of an item, or of the group it adds to."""

from dataclasses import dataclass

from amity.kernel.filters.reading import DEEPEST
from amity.records.filter_bar.drafts import Group, Item, Row, walk


@dataclass(frozen=True, slots=True)
class Focus:
    """Where a person goes on: the number of an item, and the input or button of it."""

    number: int = 0
    part: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    group: Group
    place: int

    @property
    def item(self) -> Item:
        return self.group.items[self.place]


def moved(draft: Group, said: str) -> Focus:
    """Do `remove:3`, `up:3`, `down:3`, `wrap:3`, `open:3`, `add:0`, `group:0`; unknown moves do nothing."""
    name, _colon, number = said.partition(":")
    if not (number.isascii() and number.isdecimal()) or len(number) > 3:
        return Focus()
    at = _at(draft, int(number))
    if name in _ADDS:
        return _ADDS[name](draft, at)
    return _MOVES[name](draft, at) if at and name in _MOVES else Focus()


def number_of(draft: Group, item: Item) -> int:
    """The number of an item in the form."""
    return next((n for n, (group, place) in enumerate(walk(draft), 1) if group.items[place] is item), 0)


def _at(draft: Group, number: int) -> _Place | None:
    return next((_Place(group, place) for n, (group, place) in enumerate(walk(draft), 1) if n == number), None)


def _depth(draft: Group, group: Group) -> int:
    """How many groups stand around the items of a group."""
    if group is draft:
        return 1
    return next((1 + _depth(draft, around) for around, place in walk(draft) if around.items[place] is group), 1)


def _height(item: Item) -> int:
    return 1 + max(map(_height, item.items), default=0) if isinstance(item, Group) else 0


def may_hold_groups(draft: Group, group: Group) -> bool:
    """Whether one more group may stand in a group; each may be a negated one, which the language counts twice."""
    return _depth(draft, group) < DEEPEST // 2


def may_be_wrapped(draft: Group, group: Group, item: Item) -> bool:
    return _depth(draft, group) + _height(item) < DEEPEST // 2


def _group_of(draft: Group, at: _Place | None) -> Group:
    return at.item if at and isinstance(at.item, Group) else draft


def _add(draft: Group, at: _Place | None) -> Focus:
    row = Row()
    _group_of(draft, at).items.append(row)
    return Focus(number_of(draft, row), "what")


def _add_group(draft: Group, at: _Place | None) -> Focus:
    group = _group_of(draft, at)
    if not may_hold_groups(draft, group):
        return Focus()
    row = Row()
    group.items.append(Group("any" if group.join == "all" else "all", [row]))
    return Focus(number_of(draft, row), "what")


def _remove(draft: Group, at: _Place) -> Focus:
    del at.group.items[at.place]
    # The neighbour that took its place, else the one before it, else the button that adds.
    if at.group.items:
        left = at.group.items[min(at.place, len(at.group.items) - 1)]
        return Focus(number_of(draft, left), "remove")
    return Focus(number_of(draft, at.group), "add")


def _up(draft: Group, at: _Place) -> Focus:
    """Before the item above; out of its group at the top of it."""
    item = at.item
    if at.place:
        at.group.items.insert(at.place - 1, at.group.items.pop(at.place))
    elif around := _at(draft, number_of(draft, at.group)):
        at.group.items.pop(at.place)
        around.group.items.insert(around.place, item)
    return Focus(number_of(draft, item), "up")


def _down(draft: Group, at: _Place) -> Focus:
    """Behind the item below; out of its group at the end of it."""
    item = at.item
    if at.place < len(at.group.items) - 1:
        at.group.items.insert(at.place + 1, at.group.items.pop(at.place))
    elif around := _at(draft, number_of(draft, at.group)):
        at.group.items.pop(at.place)
        around.group.items.insert(around.place + 1, item)
    return Focus(number_of(draft, item), "down")


def _wrap(draft: Group, at: _Place) -> Focus:
    """Into a group of its own."""
    item = at.item
    if may_be_wrapped(draft, at.group, item):
        at.group.items[at.place] = made = Group("any" if at.group.join == "all" else "all", [item])
        return Focus(number_of(draft, made), "join")
    return Focus(number_of(draft, item), "wrap")


def _open(draft: Group, at: _Place) -> Focus:
    """A group's items in its place."""
    if isinstance(at.item, Group):
        at.group.items[at.place : at.place + 1] = at.item.items
    if at.place < len(at.group.items):
        return Focus(number_of(draft, at.item), "remove")
    return Focus(number_of(draft, at.group), "add")


_ADDS = {"add": _add, "group": _add_group}
_MOVES = {"remove": _remove, "up": _up, "down": _down, "wrap": _wrap, "open": _open}
