"""Imports over the API: send a file, look at its columns, check it, run it; its address tells how far it is."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Query
from ninja.files import UploadedFile
from pydantic import BaseModel, Field

from amity.kernel.api.answers import answer, moment, require_match
from amity.kernel.api.cursors import cursor_of, next_link, token_in
from amity.kernel.api.doors import Door, actor_of
from amity.kernel.api.values import Taken
from amity.kernel.commands import Invalid, run_in_unit
from amity.records.imports.commands import add_import, change_import, stop_import
from amity.records.imports.files import forget_file, keep_file
from amity.records.imports.jobs import begin_check, begin_run
from amity.records.imports.mapping import Link
from amity.records.imports.queries import get_import, import_list, outcome_named, report_rows
from amity.records.imports.reading import ReadError
from amity.records.imports.setting_up import look_at
from amity.records.kinds.registry import kind_numbered

router = Door()


class ColumnOut(BaseModel):
    column: int
    header: str
    field: str = Field(description="What it means; empty for a column left out.")
    reason: str


class ImportOut(BaseModel):
    """A file on its way. `state`: draft, checking, ready, running, done, cancelled, failed."""

    id: UUID
    kind: str
    file_name: str
    source: str
    state: str
    error: str
    rows: int | None
    rows_done: int
    counts: dict[str, int]
    columns: list[ColumnOut]
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class ImportPage(BaseModel):
    items: list[ImportOut]
    next: str | None


class ColumnIn(Taken):
    column: int = Field(ge=0, le=100_000)
    field: str = Field("", max_length=60)


class ImportChange(Taken):
    columns: list[ColumnIn] | None = Field(None, max_length=2000)
    source: str | None = Field(None, max_length=64)
    currency: str | None = Field(None, pattern="^[A-Z]{3}$")
    existing: str | None = Field(None, pattern="^(update|skip)$")


class RowOut(BaseModel):
    number: int
    outcome: str
    title: str
    path: str
    problems: list[list[str]]
    warnings: list[list[str]]


class RowPage(BaseModel):
    items: list[RowOut]
    next: str | None


@router.route("GET", "", scope="imports", answers=ImportPage, name="list_imports", summary="List imports")
def list_imports(request: HttpRequest, cursor: Annotated[str, Query(max_length=5000)] = "") -> HttpResponse:
    """Your own, an administrator's all; the newest first."""
    page = import_list(seen_by=actor_of(request), after=token_in(cursor, "imports"))
    following = cursor_of(page.next_token, "imports")
    told = {"items": [_told(item) for item in page.rows], "next": following}
    return answer(request, told, headers=next_link(request, following))


@router.route("POST", "", scope="imports", answers=ImportOut, status=201, name="add_import", summary="Send a file")
def add(
    request: HttpRequest,
    file: Annotated[UploadedFile, File(description="CSV, XLSX, ODS …; read as it lies.")],
    kind: Annotated[str, Form(max_length=40, description="people, companies …; guessed from the headers.")] = "",
    source: Annotated[str, Form(max_length=64, description="The system its ids belong to.")] = "",
) -> HttpResponse:
    """Nothing is written yet: look at `columns`, change them, then check and run."""
    by = actor_of(request)
    stored = keep_file(file.name or "file", file.chunks())
    try:
        try:
            look = look_at(stored.full_path, stored.name)
        except ReadError as error:
            raise Invalid(f"imports.{error.code}", error.message, "file") from error
        the_import = add_import(stored, look, kind=kind, source=source, by=by)
    except BaseException:
        forget_file(stored.path)
        raise
    told = _told(the_import)
    return answer(request, told, status=201, headers={"Location": f"/api/v1/imports/{told['id']}"})


@router.route("GET", "/{uid}", scope="imports", answers=ImportOut, name="get_import", summary="How far an import is")
def get_one(request: HttpRequest, uid: UUID) -> HttpResponse:
    return answer(request, _told(get_import(uid, seen_by=actor_of(request))))


@router.route("PATCH", "/{uid}", scope="imports", answers=ImportOut, matched=True, name="change_import",
              summary="Say what columns mean")  # fmt: skip
def change_one(request: HttpRequest, uid: UUID, payload: ImportChange) -> HttpResponse:
    """Columns that are not named keep what was guessed."""
    by = actor_of(request)

    def work() -> dict[str, Any]:
        the_import = get_import(uid, seen_by=by)
        require_match(request, _told(the_import))
        links = None
        if payload.columns is not None:
            wanted = {item.column: item.field for item in payload.columns}
            known = [Link.from_json(values) for values in the_import.mapping]
            links = [Link(link.column, wanted.pop(link.column, link.field)) for link in known]
            links += [Link(column, field) for column, field in wanted.items()]
        options = {name: value for name in ("currency", "existing") if (value := getattr(payload, name)) is not None}
        return _told(change_import(the_import.pk, links=links, options=options, source=payload.source, by=by))

    return answer(request, run_in_unit(work))


@router.route("POST", "/{uid}/check", scope="imports", answers=ImportOut, status=202, name="check_import",
              summary="Check an import")  # fmt: skip
def check(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A job makes a preview of every row; ask this import's address how far it is."""
    return _begun(request, uid, begin_check)


@router.route("POST", "/{uid}/run", scope="imports", answers=ImportOut, status=202, name="run_import",
              summary="Run an import")  # fmt: skip
def run(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A job writes it, or goes on after the last row of one that was stopped."""
    return _begun(request, uid, begin_run)


@router.route("POST", "/{uid}/stop", scope="imports", answers=ImportOut, status=202, name="stop_import",
              summary="Stop an import")  # fmt: skip
def stop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """After the present batch; what is written stays."""
    return _begun(request, uid, lambda the_import, by: stop_import(the_import.pk, by=by))


@router.route("GET", "/{uid}/rows", scope="imports", answers=RowPage, name="list_import_rows",
              summary="What became of the rows")  # fmt: skip
def rows(
    request: HttpRequest,
    uid: UUID,
    outcome: Annotated[str, Query(max_length=20, description="new, changed, unchanged, wrong, ambiguous")] = "",
    cursor: Annotated[str, Query(max_length=5000)] = "",
) -> HttpResponse:
    by = actor_of(request)
    mark = f"rows {uid} {outcome}"
    the_import = get_import(uid, seen_by=by)
    found, page = report_rows(
        the_import, seen_by=by, outcome=outcome_named(outcome), after=token_in(cursor, mark)
    )  # fmt: skip
    items = [
        {
            "number": row.number,
            "outcome": row.outcome.name.lower(),
            "title": row.title,
            "path": row.path,
            "problems": [[str(word) for word in problem] for problem in row.problems],
            "warnings": [[str(word) for word in warning] for warning in row.warnings],
        }
        for row in found
    ]
    following = cursor_of(page.next_token, mark)
    return answer(request, {"items": items, "next": following}, headers=next_link(request, following))


def _begun(request: HttpRequest, uid: UUID, begin: Any) -> HttpResponse:
    by = actor_of(request)
    begin(get_import(uid, seen_by=by), by=by)
    told = _told(get_import(uid, seen_by=by))
    return answer(request, told, status=202, headers={"Location": f"/api/v1/imports/{uid}"})


def _told(the_import: Any) -> dict[str, Any]:
    header = list(the_import.guess.get("header") or ())
    return {
        "id": str(the_import.uid),
        "kind": kind_numbered(the_import.record_kind).name,
        "file_name": the_import.file_name,
        "source": the_import.source,
        "state": the_import.state,
        "error": the_import.error,
        "rows": the_import.total_rows,
        "rows_done": the_import.rows_done,
        "counts": dict(the_import.counts),
        "columns": [
            {
                "column": link["column"],
                "header": str(header[link["column"]]) if link["column"] < len(header) else "",
                "field": link.get("field", ""),
                "reason": str(link.get("why", "")),
            }
            for link in the_import.mapping
        ],
        "created_at": moment(the_import.created_at),
        "started_at": moment(the_import.started_at),
        "finished_at": moment(the_import.finished_at),
    }
