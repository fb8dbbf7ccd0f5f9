"""What a room says of the list of its kind, beside its fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from amity.kernel.commands import Actor
from amity.records.kinds.fields import Rows, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltInView:
    """A view that everybody has; it cannot be changed, only kept under another name.

    name    in URLs: `?view=without-customer`; fixed for ever
    query   the list's parameters: `sort=-net`, `filter=owner = me`
    narrow  rows -> rows, where an index of its own answers what a filter would ask the long way round
    count   how many there are; the view is offered only where there are any
    notice  what stands above its list: (sentence, words of a link, its address; "" for none)
    empty   the sentence when it holds nothing
    """

    name: str
    label: Words
    query: str = ""
    narrow: Callable[[Rows], Rows] | None = None
    count: Callable[..., tuple[int, bool]] | None = None
    notice: Callable[..., tuple[Words, Words, str]] | None = None
    empty: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordList:
    """The list of one kind.

    sort    how it is ordered until a person chooses
    face    the sign before a name: `person` a circle, `company` a square, "" none
    add     the words of the button that adds a record, with `new` its address
    about   what the list holds, for whoever sees it empty and may add; `hidden` for whoever may not see any
    imported  the words that offer an import to an empty list
    within  lists of one record: parameter, which is the kind's name -> rows and record -> rows
    """

    sort: str
    add: Words
    new: str
    about: Words
    hidden: Words
    none: Words
    imported: Words
    face: Literal["person", "company", ""] = ""
    views: tuple[BuiltInView, ...] = ()
    within: Mapping[str, Callable[[Rows, Any], Rows]] = field(default_factory=dict)

    def view(self, name: str) -> BuiltInView | None:
        """The built-in view with this name."""
        return next((view for view in self.views if view.name == name), None)

    def views_for(self, actor: Actor) -> list[tuple[BuiltInView, tuple[int, bool] | None]]:
        """Those to offer, with what was counted."""
        counted = [(view, view.count(seen_by=actor) if view.count else None) for view in self.views]
        return [(view, count) for view, count in counted if count is None or count[0]]


_lists: dict[str, RecordList] = {}


def register_list(kind_name: str, record_list: RecordList) -> None:
    """Say how the list of a kind is; called from its room's ready()."""
    _lists[kind_name] = record_list


def list_of(kind_name: str) -> RecordList:
    """The list of a kind; KeyError for one without."""
    return _lists[kind_name]


def listed_kinds() -> list[str]:
    """The names of the kinds that have a list."""
    return list(_lists)
