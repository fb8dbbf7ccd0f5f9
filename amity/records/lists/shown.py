"""What stands around the rows of a list: views, the record it belongs to, the pager, why it is empty."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amity.kernel.commands import Actor
from amity.kernel.paging import Page
from amity.kernel.ui.lists import Pager, how_many
from amity.records.kinds.fields import Words
from amity.records.kinds.registry import find_record_by_uid, kind_named
from amity.records.lists.state import LAYOUTS, Layout, ListState, board_field
from amity.records.lists.viewing import ALL, Opened


@dataclass(frozen=True, slots=True)
class Tab:
    """A view as a tab above the list."""

    label: Words
    href: str
    is_open: bool
    count: str = ""


@dataclass(frozen=True, slots=True)
class Parent:
    """The record whose list it is."""

    title: str
    path: str
    kind_name: str
    uid: Any


@dataclass(frozen=True, slots=True)
class Empty:
    """Why there is nothing, and the one thing to do about it."""

    title: Words
    words: Words
    href: str = ""
    action: Words = ""


def view_tabs(found: Opened, *, seen_by: Actor) -> list[Tab]:
    """All records first, then the built-in views, then the saved ones; none when there is nothing to choose between."""
    state = found.state
    # Where the list opens with a view, its plain address is that view's.
    everything = f"{state.path}?view={ALL}" if found.default else state.path
    tabs = [Tab(_("All"), everything, state.view in ("", ALL))]
    for view, counted in state.record_list.views_for(seen_by):
        count = how_many(*counted) if counted else ""
        tabs.append(Tab(view.label, f"{state.path}?view={view.name}", state.view == view.name, count))
    open_one = state.record_list.view(state.view)
    if open_one and not any(tab.is_open for tab in tabs):
        tabs.append(Tab(open_one.label, f"{state.path}?view={open_one.name}", True))
    tabs += [Tab(view.name, f"{state.path}?view={view.uid}", view is found.view) for view in found.saved]
    return tabs if len(tabs) > 1 else []


@dataclass(frozen=True, slots=True)
class LayoutLink:
    """The list shown another way."""

    label: Words
    icon: str
    href: str
    is_open: bool


_LAYOUTS: dict[Layout, tuple[Words, str]] = {
    "table": (gettext_lazy("Table"), "list"),
    "cards": (gettext_lazy("Cards"), "cards"),
    "board": (gettext_lazy("Board"), "board"),
}


def layout_links(state: ListState) -> list[LayoutLink]:
    """The ways this list can be shown."""
    return [
        LayoutLink(*_LAYOUTS[layout], state.with_(layout=layout).href(), layout == state.layout)
        for layout in LAYOUTS
        if layout != "board" or board_field(state.kind)
    ]


def reset_href(state: ListState) -> str:
    """The view as it was kept, or the list as it always is."""
    within = f"?{state.within[0]}={state.within[1]}" if state.within else ""
    return f"{state.path}?view={state.view}" if state.view else f"{state.path}{within}"


def parent_of(state: ListState, *, seen_by: Actor) -> Parent | None:
    """The record a list is within; Missing when the viewer may not see it."""
    if not state.within:
        return None
    kind_name, uid = state.within
    kind, record = kind_named(kind_name), find_record_by_uid(kind_name, uid, seen_by=seen_by)
    return Parent(str(kind.title(record)), kind.path(record), kind_name, uid)


def pager_of(state: ListState, page: Page[Any], counted: tuple[int, bool]) -> Pager:
    """The foot of the list; its links carry the whole state."""
    return Pager(
        shown=len(page.rows),
        total=how_many(*counted),
        back_href=state.href(before=page.previous_token) if page.previous_token else "",
        next_href=state.href(after=page.next_token) if page.next_token else "",
    )


def why_empty(state: ListState, *, is_first_page: bool, seen_by: Actor) -> Empty:
    """What belongs here, why nothing is here, and one way on."""
    what, view = state.record_list, state.record_list.view(state.view)
    if not is_first_page:
        words = _("The list has become shorter since you opened it.")
        return Empty(_("Nothing on this page"), words, state.href(), _("Back to the first page"))
    if state.within:
        parent = parent_of(state, seen_by=seen_by)
        assert parent
        words = _("None of these belongs to it yet.")
        return Empty(_("Nothing here"), words, parent.path, _("Back to %(name)s") % {"name": parent.title})
    if state.filter:
        words = _("Nothing you may see fits this filter.")
        return Empty(_("Nothing fits"), words, state.with_(filter="").href(), _("Remove the filter"))
    if view:
        why = view.empty or _("Nothing you may see belongs to this view.")
        return Empty(_("Nothing in this view"), why, state.path, _("Show all"))
    if seen_by.may_write:
        return Empty(what.none, what.about, f"/imports/new?kind={state.kind.plural}", what.imported)
    return Empty(what.none, what.hidden)
