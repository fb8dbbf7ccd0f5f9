"""What stands around a record: the records of one sort that belong to it, counted, the first of them shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amity.kernel.commands import Actor
from amity.kernel.ui.lists import how_many

Words = str | Promise


ADD = _("Add")


def nowhere(_record: Any) -> str:
    """There is no such page."""
    return ""


def uncounted(_record: Any, *, seen_by: Actor) -> tuple[int, bool]:
    """For a ranking, whose length says nothing."""
    return 0, False


@dataclass(frozen=True, slots=True)
class Related:
    """One line: the record's name as a link, what it is here (`note`), a figure and a word at the end.

    `face` is what its avatar is tinted by, None for none; companies and things have a square one.
    """

    title: str
    href: str
    note: str = ""
    figure: str = ""
    state: str = ""
    face: int | None = None
    is_person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """Records of one sort around a record, of those the viewer may see.

    top       (record, seen_by=, limit=) -> the first of them; one query, whatever there is
    count     (record, seen_by=) -> (how many, whether there are more); asked only where there are more than shown;
              `uncounted` where nobody wants to know
    add_href  where one is added, with the record filled in; "" where that is not possible
    all_href  the list of all of them
    empty     what to say where there is none; "" leaves the whole association out
    """

    name: str
    label: Words
    top: Callable[..., list[Related]]
    count: Callable[..., tuple[int, bool]]
    add_href: Callable[[Any], str] = nowhere
    add_label: Words = ADD
    all_href: Callable[[Any], str] = nowhere
    empty: Words = ""
    order: int = 100


SHOWN = 3


@dataclass(frozen=True, slots=True)
class ShownAssociation:
    """An association as one record's page shows it; `how_many` there are in words, "" for none."""

    key: str
    name: str
    label: Words
    lines: list[Related]
    how_many: str
    add_href: str
    add_label: Words
    all_href: str
    empty: Words


def shown_associations(
    kind_name: str, associations: Sequence[Association], record: Any, *, seen_by: Actor
) -> list[ShownAssociation]:
    """What stands around a record that the viewer sees; those that are empty and have nothing to say are left out."""
    shown = [_shown(kind_name, association, record, seen_by) for association in associations]
    return [item for item in shown if item.lines or item.empty]


def _shown(kind_name: str, association: Association, record: Any, seen_by: Actor) -> ShownAssociation:
    lines = association.top(record, seen_by=seen_by, limit=SHOWN + 1)
    has_more = len(lines) > SHOWN
    count, is_capped = association.count(record, seen_by=seen_by) if has_more else (len(lines), False)
    return ShownAssociation(
        key=f"{kind_name}-{association.name}",
        name=association.name,
        label=association.label,
        lines=lines[:SHOWN],
        how_many=how_many(count, is_capped) if count else "",
        add_href=association.add_href(record) if seen_by.may_write else "",
        add_label=association.add_label,
        all_href=association.all_href(record) if has_more else "",
        empty=association.empty,
    )
