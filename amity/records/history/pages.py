"""The changes of a record's fields, and the record as it was on a day."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amity.kernel.commands import Invalid, Missing
from amity.records.history.past import as_of
from amity.records.history.queries import Change, changes_of, origin_words
from amity.records.kinds.registry import RecordKind, find_record_by_uid, kind_named
from amity.workspace.accounts.requests import SignedIn


@require_safe
def changes(request: SignedIn, plural: str, uid: UUID) -> HttpResponse:
    """Every change with before and after, of one field if asked for."""
    kind, record = _record(request, plural, uid)
    field, before = request.GET.get("field", ""), request.GET.get("before")
    page = changes_of(record, seen_by=request.actor, field=field, before=before)
    context = {
        **_head(kind, record),
        "page": page,
        "changes": [(change, _through(change), _import_address(change)) for change in page.changes],
        "field": field,
        "is_first": not before,
    }
    return render(request, "records_history/changes.html", context)


@require_safe
def past(request: SignedIn, plural: str, uid: UUID) -> HttpResponse:
    """The record at the end of a day; yesterday, when none is asked for."""
    kind, record = _record(request, plural, uid)
    today = timezone.localdate()
    day = _day(request.GET.get("day", ""), today)
    found = as_of(record, day, seen_by=request.actor)
    context = {
        **_head(kind, record),
        "past": found,
        "today": today,
        "earlier": day - timedelta(days=1),
        "later": day + timedelta(days=1) if day < today else None,
    }
    return render(request, "records_history/past.html", context)


def _record(request: SignedIn, plural: str, uid: UUID) -> tuple[RecordKind, Any]:
    kind = kind_named(plural)
    if kind.plural != plural:
        raise Missing(f"no page {plural}")
    return kind, find_record_by_uid(kind.name, uid, seen_by=request.actor)


def _head(kind: RecordKind, record: Any) -> dict[str, Any]:
    return {"kind": kind, "record": record, "title": kind.title(record), "path": kind.path(record)}


def _day(text: str, today: date) -> date:
    if not text:
        return today - timedelta(days=1)
    try:
        # Nothing is known of days to come, and calendars of other systems do not go further back.
        return max(min(date.fromisoformat(text), today), date(1970, 1, 1))
    except ValueError:
        raise Invalid("history.bad_day", _("Write the day like 2026-10-01."), "day") from None


def _through(change: Change) -> str:
    return _("by undoing") if change.is_undo else origin_words(change.origin)


def _import_address(change: Change) -> str:
    """The report of the import that did it."""
    try:
        return reverse("imports:import", args=[change.import_uid]) if change.import_uid else ""
    except NoReverseMatch:
        return ""
