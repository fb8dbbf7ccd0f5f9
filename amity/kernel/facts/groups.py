"""The headings a timeline files facts under. Rooms name them on their facts; their numbers stand in the about index."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Group:
    """`number` is stored: fixed for ever, never reused. `icon` is a name of the icon sprite."""

    number: int
    name: str
    label: str | Promise
    icon: str


CHANGE = Group(0, "change", _("Changes"), "edit")
_groups: dict[str, Group] = {CHANGE.name: CHANGE}


def register_group(group: Group) -> None:
    """Make a group known; called from an app's ready()."""
    if any(group.number == other.number or group.name == other.name for other in _groups.values()):
        raise ValueError(f"the group {group.name} ({group.number}) is registered already")
    _groups[group.name] = group


def groups() -> list[Group]:
    """All groups, by number."""
    return sorted(_groups.values(), key=lambda group: group.number)


def group_named(name: str) -> Group:
    """The group facts of this name are filed under: changes, where nobody registered it."""
    return _groups.get(name, CHANGE)
