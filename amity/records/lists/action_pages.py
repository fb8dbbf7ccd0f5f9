"""Do something to what was chosen in a list: to ticked rows, to all of them, to one card of a board."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from amity.kernel.commands import MOST_IN_ONE_TRANSACTION, Invalid, Missing, unit_of_work
from amity.kernel.paging import capped_count
from amity.kernel.ui.lists import how_many
from amity.kernel.ui.toasts import say
from amity.records.kinds.registry import RecordKind, kind_named
from amity.records.lists.acting import (
    SET,
    Outcome,
    carry_out,
    chosen_rows,
    has_tags,
    in_sets,
    read_action,
    settable,
)
from amity.records.lists.jobs import begin_on_all
from amity.records.lists.queries import Rows, matching
from amity.records.lists.registry import listed_kinds
from amity.records.lists.state import ListState, board_field
from amity.records.lists.viewing import opened
from amity.records.tags.queries import all_tag_names
from amity.records.undo.offering import offer
from amity.workspace.access.visibility import require_writer
from amity.workspace.accounts.queries import colleagues
from amity.workspace.accounts.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: SignedIn, plural: str) -> HttpResponse:
    """What can be done to the chosen records of the list that the address describes (GET), and doing it (POST)."""
    require_writer(request.actor)
    state, rows = _listed(request, listed_kind(plural))
    if request.method != "POST":
        return _offered(request, state, capped_count(rows))
    action = read_action(request.POST.dict(), state.kind)
    if request.POST.get("all"):
        if capped_count(rows, MOST_IN_ONE_TRANSACTION)[1]:
            title = _("Change all of a list: %(kinds)s") % {"kinds": state.kind.plural_label}
            with unit_of_work():
                job = begin_on_all(state, action, by=request.actor, title=title)
            return redirect(f"/jobs/{job.uid}")
    else:
        rows = chosen_rows(rows, request.POST.getlist("uid"))
    outcome = Outcome()
    for records in in_sets(rows):
        outcome.add(records, carry_out(records, action, kind=state.kind, by=request.actor), state.kind)
        break
    return _told(request, state, outcome)


@require_http_methods(["GET", "HEAD", "POST"])
def moves(request: SignedIn, plural: str) -> HttpResponse:
    """Where a card of a board can go (GET), and sending it there (POST): its field gets the column's value."""
    kind = listed_kind(plural)
    by = board_field(kind)
    if by is None:
        raise Missing(f"no board of {plural}")
    require_writer(request.actor)
    asked = request.POST if request.method == "POST" else request.GET
    record = chosen_rows(kind.visible_to(request.actor), [asked.get("uid", "")]).first()
    if record is None:
        raise Missing(f"no such {kind.name}")
    nothing = _("No %(field)s") % {"field": str(by.label).lower()}
    choices = [(key, label or nothing) for key, label in by.choices]
    title, back = kind.title(record), asked.get("back", "")
    if request.method != "POST":
        context = {"kind": kind, "title": title, "uid": record.uid, "back": back, "choices": choices}
        return _dialog_or_page(request, "move", context)
    value = asked.get("value", "")
    action = read_action({"action": f"{SET}:{by.name}", by.name: value}, kind)
    carry_out([record], action, kind=kind, by=request.actor).only()
    words = _("%(name)s: %(field)s is “%(value)s” now.")
    offer(request, words % {"name": title, "field": by.label, "value": dict(choices)[value]})
    # Only a query may be said: the path is ours.
    return redirect(f"/{kind.plural}?{back or 'layout=board'}")


def _dialog_or_page(request: SignedIn, name: str, context: dict[str, Any]) -> HttpResponse:
    """The same part in the dialog of the page it was asked from, or as a page of its own."""
    is_dialog = bool(getattr(request, "htmx", False))
    template = f"records_lists/{'_' if is_dialog else ''}{name}.html"
    return render(request, template, {**context, "is_dialog": is_dialog})


def listed_kind(plural: str) -> RecordKind:
    """The kind with this plural that has a list; raises Missing."""
    kind = kind_named(plural)
    if kind.name not in listed_kinds() or kind.plural != plural:
        raise Missing(f"no list of {plural}")
    return kind


def _listed(request: SignedIn, kind: RecordKind) -> tuple[ListState, Rows]:
    """The list of the address. What cannot be read of it refuses: the rest would be more than was seen."""
    found = opened(kind.name, request.GET.dict(), seen_by=request.actor)
    if found.problems:
        raise Invalid("list.not_read", found.problems[0].message, found.problems[0].parameter)
    return found.state, matching(found.state, seen_by=request.actor)


def _offered(request: SignedIn, state: ListState, counted: tuple[int, bool]) -> HttpResponse:
    owners = [("", _("Nobody")), *((str(one.account_id), one.name) for one in colleagues(seen_by=request.actor))]
    fields = [
        (field, owners if field.shape == "account" else [(key, label or "–") for key, label in field.choices])
        for field in settable(state.kind)
    ]
    context: dict[str, Any] = {
        "state": state,
        "kind": state.kind,
        "fields": fields,
        "tags": all_tag_names()[:500] if has_tags(state.kind) else None,
        "total": how_many(*counted),
        "action": request.get_full_path(),
    }
    return _dialog_or_page(request, "changes", context)


def _told(request: SignedIn, state: ListState, outcome: Outcome) -> HttpResponse:
    words = ngettext("%(count)d record was changed.", "%(count)d records were changed.", outcome.changed)
    told = words % {"count": outcome.changed}
    if outcome.unchanged:
        same = ngettext("%(count)d was so already.", "%(count)d were so already.", outcome.unchanged)
        told = f"{told} {same % {'count': outcome.unchanged}}"
    if outcome.changed:
        offer(request, told)
    elif not outcome.refused:
        say(request, told if outcome.unchanged else _("Nothing was chosen."))
    if not outcome.refused:
        return redirect(state.href())
    return render(request, "records_lists/refusals.html", {"outcome": outcome, "state": state, "kind": state.kind})
