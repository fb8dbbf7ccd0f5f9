"""Pages of imports: list, upload, what columns mean, preview, run, report."""

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amity.kernel.commands import Actor, Invalid, Refused
from amity.kernel.ui.forms import refusals_shown_in
from amity.kernel.ui.lists import pager
from amity.records.imports.batches import file_path
from amity.records.imports.checking import check_import
from amity.records.imports.commands import (
    add_import,
    change_import,
    delete_import,
    look_again,
    start_check,
    stop_import,
)
from amity.records.imports.files import forget_file, keep_file
from amity.records.imports.forms import FieldsForm, FileForm, ReadingForm
from amity.records.imports.jobs import begin_check, begin_left_out, begin_run
from amity.records.imports.left_out import INLINE_ROWS, left_out_count, left_out_lines, left_out_path
from amity.records.imports.mapping import Link, importer_of, mapped_fields
from amity.records.imports.queries import (
    get_import,
    import_list,
    known_sources,
    outcome_named,
    report_rows,
    sample_rows,
)
from amity.records.imports.reading import ColumnGuess, ReadError
from amity.records.imports.setting_up import changed_column, look_at, missing_for
from amity.records.imports.shown import bars, outcome_tabs, preview_tables, told_state
from amity.records.imports.states import State
from amity.records.kinds.registry import kind_numbered
from amity.workspace.access.visibility import require_writer
from amity.workspace.accounts.queries import colleagues
from amity.workspace.accounts.requests import SignedIn

if TYPE_CHECKING:
    from amity.records.imports.models import Import

# A file up to this size is checked while the page waits; a larger one by a job.
CHECKED_AT_ONCE = 300_000


@require_safe
def imports(request: SignedIn) -> HttpResponse:
    page = import_list(seen_by=request.actor, after=request.GET.get("after"), before=request.GET.get("before"))
    rows = [(item, kind_numbered(item.record_kind)) for item in page.rows]
    context = {"rows": rows, "next_token": page.next_token, "previous_token": page.previous_token}
    return render(request, "records_imports/imports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    require_writer(request.actor)
    if request.method != "POST":
        form = FileForm(initial={"kind": request.GET.get("kind", "")}, sources=known_sources())
        return render(request, "records_imports/new.html", {"form": form})
    form = FileForm(request.POST, request.FILES, sources=known_sources())
    if form.is_valid():
        upload = form.cleaned_data["file"]
        stored = None
        with refusals_shown_in(form):
            stored = keep_file(upload.name, upload.chunks())
            try:
                look = look_at(stored.full_path, stored.name)
            except ReadError as error:
                raise Invalid(f"imports.{error.code}", error.message, "file") from error
            kind, source = form.cleaned_data["kind"], form.cleaned_data["source"]
            the_import = add_import(stored, look, kind=kind, source=source, by=request.actor)
        if form.is_valid():
            return redirect("imports:import", uid=the_import.uid)
        if stored is not None:
            forget_file(stored.path)
    return render(request, "records_imports/new.html", {"form": form}, status=422)


@require_safe
def one(request: SignedIn, uid: UUID) -> HttpResponse:
    """An import as far as it has come: its fields, its check, its preview, its run or its report."""
    the_import = get_import(uid, seen_by=request.actor)
    if the_import.state == State.DRAFT:
        return _fields_page(request, the_import)
    if the_import.state == State.CHECKING or (the_import.state == State.RUNNING):
        return render(request, "records_imports/progress.html", _progress(the_import))
    if the_import.state == State.READY:
        return _preview_page(request, the_import)
    return _report_page(request, the_import)


@require_safe
def progress(request: SignedIn, uid: UUID) -> HttpResponse:
    """The part that changes while an import is checked or runs; when it is over the browser loads the page anew."""
    the_import = get_import(uid, seen_by=request.actor)
    if the_import.state not in (State.CHECKING, State.RUNNING):
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    return render(request, "records_imports/_progress.html", _progress(the_import))


@require_safe
def fields(request: SignedIn, uid: UUID) -> HttpResponse:
    return _fields_page(request, get_import(uid, seen_by=request.actor))


@require_POST
def reading(request: SignedIn, uid: UUID) -> HttpResponse:
    """Read the file another way."""
    the_import = get_import(uid, seen_by=request.actor)
    form = _reading_form(request.POST, the_import)
    if not form.is_valid():
        return _fields_page(request, the_import, reading_form=form, status=422)
    kept = {name: the_import.guess[name] for name in the_import.options.get("read_as", ()) if name in the_import.guess}
    chosen = {**kept, **form.chosen()}
    with refusals_shown_in(form):
        try:
            look = look_at(file_path(the_import), the_import.file_name, **chosen)
        except ReadError as error:
            raise Invalid(f"imports.{error.code}", error.message) from error
        look_again(the_import.pk, look, kind=form.cleaned_data["kind"], read_as=list(chosen), by=request.actor)
    if form.is_valid():
        return redirect("imports:import", uid=uid)
    return _fields_page(request, the_import, reading_form=form, status=422)


@require_POST
def meaning(request: SignedIn, uid: UUID) -> HttpResponse:
    """Keep what the columns mean, then check the file."""
    the_import = get_import(uid, seen_by=request.actor)
    form = _fields_form(request.POST, the_import, request.actor)
    if not form.is_valid():
        return _fields_page(request, the_import, form=form, status=422)
    links, columns = [], []
    for link, column, _field, _way in form.rows():
        field = form.chosen(link.column, "field")
        is_same = field == link.field
        links.append(link if is_same else replace(link, field=field, certain=True, why=_("Chosen by you.")))
        date_format = form.chosen(link.column, "format")
        formats = column.formats if date_format == " ".join(column.formats) else (date_format,) if date_format else ()
        columns.append(changed_column(column, formats=formats, convention=form.chosen(link.column, "convention")))
    source = form.cleaned_data["source"]
    with refusals_shown_in(form):
        the_import = change_import(
            the_import.pk, links=links, columns=columns, options=form.options(), source=source, by=request.actor
        )
        missing = missing_for(the_import, kind_numbered(the_import.record_kind))
        if missing:
            raise Invalid("imports.missing", " ".join(missing), "currency" if "currency" in form.fields else None)
        _check(the_import, request)
    if form.is_valid():
        return redirect("imports:import", uid=uid)
    return _fields_page(request, the_import, form=form, status=422)


@require_POST
def run(request: SignedIn, uid: UUID) -> HttpResponse:
    the_import = get_import(uid, seen_by=request.actor)
    try:
        begin_run(the_import, by=request.actor)
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("imports:import", uid=uid)


@require_POST
def stop(request: SignedIn, uid: UUID) -> HttpResponse:
    the_import = get_import(uid, seen_by=request.actor)
    try:
        stop_import(the_import.pk, by=request.actor)
        messages.info(request, _("The import stops after its present step. What is written stays."))
    except Refused as refused:
        messages.info(request, refused.message)
    return redirect("imports:import", uid=uid)


@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: SignedIn, uid: UUID) -> HttpResponse:
    the_import = get_import(uid, seen_by=request.actor)
    if request.method == "POST":
        try:
            forget_file(delete_import(the_import.pk, by=request.actor))
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("imports:import", uid=uid)
        left_out_path(the_import).unlink(missing_ok=True)
        messages.success(request, _("The import and its file were removed. The records it made stay."))
        return redirect("imports:imports")
    consequence = _("The file and the report go. The records the import made stay.")
    context = {"title": the_import.file_name, "back": f"/imports/{uid}", "consequence": consequence}
    return render(request, "records_kinds/deletion.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def left_out(request: SignedIn, uid: UUID) -> HttpResponseBase:
    """The rows left out as a file: at once up to 1,000 rows, beyond that written by a job first (POST)."""
    the_import = get_import(uid, seen_by=request.actor)
    if request.method == "POST":
        begin_left_out(the_import, by=request.actor)
        messages.info(request, _("The file is being written. Look again in a moment."))
        return redirect("imports:import", uid=uid)
    name = f"{the_import.file_name.rpartition('.')[0] or the_import.file_name}-left-out.csv"
    path = left_out_path(the_import)
    if left_out_count(the_import) > INLINE_ROWS:
        if not path.is_file():
            messages.info(request, _("Have the file written first."))
            return redirect("imports:import", uid=uid)
        return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")
    lines = "".join(left_out_lines(the_import)).encode()
    return FileResponse(io.BytesIO(lines), as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")


def _check(the_import: "Import", request: SignedIn) -> None:
    if the_import.file_size > CHECKED_AT_ONCE:
        begin_check(the_import, by=request.actor)
    else:
        start_check(the_import.pk, by=request.actor)
        check_import(the_import.pk)


def _fields_page(
    request: SignedIn,
    the_import: "Import",
    *,
    form: FieldsForm | None = None,
    reading_form: ReadingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    form = form or _fields_form(None, the_import, request.actor)
    kind = kind_numbered(the_import.record_kind)
    context = {
        "the_import": the_import,
        "kind": kind,
        "form": form,
        "rows": form.rows(),
        "used": sum(1 for link in the_import.mapping if link["field"]),
        "reading_form": reading_form or _reading_form(None, the_import),
        "doubts": [reason for reason in the_import.guess["reasons"] if not reason["certain"]],
        "read_as": told_state(the_import),
    }
    return render(request, "records_imports/fields.html", context, status=status)


def _fields_form(data: Any, the_import: "Import", actor: Actor) -> FieldsForm:
    importer = importer_of(kind_numbered(the_import.record_kind))
    links = [Link.from_json(values) for values in the_import.mapping]
    columns = [ColumnGuess.from_json(json.dumps(values)) for values in the_import.columns]
    options = the_import.options
    return FieldsForm(
        data,
        fields=importer.fields,
        links=links,
        columns=columns,
        initial={
            "source": the_import.source,
            "currency": options.get("currency", ""),
            "existing": options.get("existing", "update"),
            "others": options.get("others", ""),
            "owner": options.get("owner_id"),
        },
        asks_currency=importer.asks_currency(mapped_fields(links)),
        makes_others=getattr(importer, "makes_others", False),
        owners=[(item.account_id, item.name) for item in colleagues(seen_by=actor)],
    )


def _reading_form(data: Any, the_import: "Import") -> ReadingForm:
    return ReadingForm(data, guess=the_import.guess, kind=kind_numbered(the_import.record_kind).plural)


def _preview_page(request: SignedIn, the_import: "Import") -> HttpResponse:
    outcome = outcome_named(request.GET.get("outcome", ""))
    rows = sample_rows(the_import, seen_by=request.actor, outcome=outcome)
    counts = the_import.preview.get("counts", {})
    context = {
        "the_import": the_import,
        "kind": kind_numbered(the_import.record_kind),
        "tabs": outcome_tabs(counts, outcome),
        "bars": bars(counts),
        "to_write": counts.get("new", 0) + counts.get("changed", 0),
        "causes": the_import.preview.get("causes", [])[:10],
        "read_as": told_state(the_import),
        "may_start": request.actor.may_write,
        **preview_tables(the_import, rows),
    }
    return render(request, "records_imports/preview.html", context)


def _report_page(request: SignedIn, the_import: "Import") -> HttpResponse:
    outcome = outcome_named(request.GET.get("outcome", ""))
    rows, page = report_rows(
        the_import,
        seen_by=request.actor,
        outcome=outcome,
        after=request.GET.get("after"),
        before=request.GET.get("before"),
    )
    counts = the_import.counts
    count = counts.get(outcome.name.lower(), 0) if outcome else sum(counts.values())
    context = {
        "the_import": the_import,
        "kind": kind_numbered(the_import.record_kind),
        "tabs": outcome_tabs(counts, outcome),
        "bars": bars(counts),
        "rows": rows,
        "left_out": left_out_count(the_import),
        "is_file_ready": left_out_count(the_import) <= INLINE_ROWS or left_out_path(the_import).is_file(),
        "may_go_on": request.actor.may_write and the_import.state in (State.CANCELLED, State.FAILED),
        "pager": pager(
            request,
            shown=len(page.rows),
            count=count,
            is_capped=False,
            next_token=page.next_token,
            previous_token=page.previous_token,
        ),
    }
    return render(request, "records_imports/report.html", context)


def _progress(the_import: "Import") -> dict[str, Any]:
    is_running = the_import.state == State.RUNNING
    done, total = the_import.rows_done, the_import.total_rows
    return {
        "the_import": the_import,
        "kind": kind_numbered(the_import.record_kind),
        "is_running": is_running,
        "counts": {name: count for name, count in the_import.counts.items() if count},
        "progress": {
            "label": _("Importing") if is_running else _("Looking at every row"),
            "done": done,
            "total": total if is_running else None,
            "badge": the_import.get_state_display(),
            "tone": "note",
            "words": _("You can leave this page: the import goes on, and its report waits here.")
            if is_running
            else _("Nothing is written yet."),
        },
    }
