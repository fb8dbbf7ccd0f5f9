"""Pages of the trash, and what the rooms' pages of deletion share: deleting a record puts it there."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amity.kernel.commands import SetResult
from amity.records.kinds.registry import kind_numbered, kinds
from amity.records.trash.commands import KEPT, delete_from_trash, restore_records, trash_records
from amity.records.trash.queries import refs_of, trash, trashed_records
from amity.records.undo.offering import offer
from amity.workspace.access.visibility import require_administrator, require_writer
from amity.workspace.accounts.requests import SignedIn

MOST = 200


def trashing_page(request: Any, record: Any, *, after: str, consequence: str) -> HttpResponse:
    """Ask, and on POST put one record in the trash and go to `after`; for the rooms' pages."""
    kind = kind_numbered(record.record_kind)
    require_writer(request.actor)
    title = kind.title(record)
    if request.method == "POST":
        trash_records([record.ref], by=request.actor).only()
        offer(request, _("%(title)s is in the trash.") % {"title": title})
        return redirect(after)
    kept = _("It can be restored from the trash for %(days)d days.") % {"days": KEPT.days}
    context = {"title": title, "back": kind.path(record), "consequence": f"{consequence} {kept}"}
    return render(request, "records_kinds/deletion.html", context)


@require_safe
def trash_page(request: SignedIn) -> HttpResponse:
    """What lies in the trash, newest first, of one kind if asked for."""
    chosen = request.GET.get("kind", "")
    page = trash(seen_by=request.actor, kind=chosen, before=request.GET.get("before"))
    tabs: list[tuple[str, Any, bool]] = [("", _("All"), not chosen)]
    tabs += [(kind.plural, kind.plural_label, chosen in (kind.name, kind.plural)) for kind in kinds()]
    return render(
        request,
        "records_trash/trash.html",
        {"page": page, "tabs": tabs, "chosen": chosen, "days": KEPT.days, "is_first": "before" not in request.GET},
    )


@require_POST
def restoration(request: SignedIn) -> HttpResponse:
    """Take the chosen records out of the trash; one alone is shown."""
    require_writer(request.actor)
    rows = trashed_records(_chosen(request), seen_by=request.actor)
    if not rows:
        messages.warning(request, _("Choose what to restore first.") if not _chosen(request) else _("It is not there."))
        return redirect("records_trash:trash")
    result = restore_records(refs_of(rows), by=request.actor)
    _say_refused(request, result)
    count = len(result.written)
    if len(rows) == 1 and count:
        offer(request, _("%(title)s is back.") % {"title": rows[0].title})
        return redirect(rows[0].kind.path(rows[0].record))
    if count:
        told = ngettext("%(count)d record is back.", "%(count)d records are back.", count)
        offer(request, told % {"count": count})
    return redirect("records_trash:trash")


@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: SignedIn) -> HttpResponse:
    """Delete the chosen records for good, once an administrator has typed the word."""
    require_administrator(request.actor)
    rows = trashed_records(_chosen(request), seen_by=request.actor)
    if not rows:
        messages.warning(request, _("Choose what to delete first."))
        return redirect("records_trash:trash")
    word = _("delete")
    is_wrong = request.method == "POST" and request.POST.get("typed", "").strip().casefold() != word.casefold()
    if request.method == "POST" and not is_wrong:
        result = delete_from_trash(refs_of(rows), by=request.actor)
        _say_refused(request, result)
        if count := len(result.written):
            told = ngettext("%(count)d record was deleted for good.", "%(count)d records were deleted for good.", count)
            messages.success(request, told % {"count": count})
        return redirect("records_trash:trash")
    context = {"rows": rows, "word": word, "is_wrong": is_wrong}
    return render(request, "records_trash/deletion.html", context, status=422 if is_wrong else 200)


def _chosen(request: HttpRequest) -> list[str]:
    return [*request.GET.getlist("record"), *request.POST.getlist("record")][:MOST]


def _say_refused(request: HttpRequest, result: SetResult) -> None:
    for reason in dict.fromkeys(refusals[0].message for refusals in result.refusals.values()):
        messages.warning(request, reason)
