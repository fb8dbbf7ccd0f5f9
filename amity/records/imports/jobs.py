"""Imports in the background: a check, a run, the file of rows left out."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from amity.kernel.commands import Actor, Refused, unit_of_work
from amity.kernel.jobs.commands import start_job
from amity.kernel.jobs.context import JobContext
from amity.kernel.jobs.tasks import task
from amity.records.imports.checking import check_import
from amity.records.imports.commands import end_stopped, start_check, start_import
from amity.records.imports.left_out import write_left_out
from amity.records.imports.queries import import_by_id
from amity.records.imports.running import run_import

if TYPE_CHECKING:
    from amity.records.imports.models import Import


class StillHeld(Exception):
    """Another process holds the import and may be dead: the job is tried again when its lease is over."""


@task(queue_name="long", takes_context=True)  # type: ignore[arg-type]  # the context is a JobContext
def check_import_job(context: JobContext, import_id: int) -> None:
    """Preview a file."""
    check_import(import_id, progress=_progress(context), stop=lambda: context.is_cancelled() or context.is_stopping())
    context.stop_if_asked()


@task(queue_name="long", takes_context=True)  # type: ignore[arg-type]  # the context is a JobContext
def run_import_job(context: JobContext, import_id: int) -> None:
    """Import a file from where it stands."""
    try:
        run_import(import_id, progress=_progress(context), stop=lambda: context.is_cancelled() or context.is_stopping())
    except Refused as refused:
        if refused.code == "imports.running":
            raise StillHeld(refused.message) from refused
        raise
    if context.is_cancelled():
        end_stopped(import_id)
    context.stop_if_asked()


@task(queue_name="long")
def write_left_out_job(import_id: int) -> int:
    """Write the file of the rows left out; return how many there are."""
    return write_left_out(import_by_id(import_id))


def begin_check(the_import: "Import", *, by: Actor) -> None:
    """Mark an import as being checked and enqueue the job, both or neither."""
    with unit_of_work():
        start_check(the_import.pk, by=by)
        start_job(
            check_import_job, the_import.pk, by=by, title=f"Check {the_import.file_name}", link=path_of(the_import)
        )


def begin_run(the_import: "Import", *, by: Actor) -> None:
    """Start an import and enqueue the job, both or neither."""
    with unit_of_work():
        start_import(the_import.pk, by=by)
        start_job(
            run_import_job, the_import.pk, by=by, title=f"Import {the_import.file_name}", link=path_of(the_import)
        )


def begin_left_out(the_import: "Import", *, by: Actor) -> None:
    """Enqueue the writing of the file of rows left out."""
    with unit_of_work():
        start_job(
            write_left_out_job, the_import.pk, by=by, title=f"Rows left out of {the_import.file_name}",
            link=path_of(the_import),
        )  # fmt: skip


def path_of(the_import: "Import") -> str:
    """The page of an import."""
    return f"/imports/{the_import.uid}"


def _progress(context: JobContext):  # type: ignore[no-untyped-def]
    def tell(done: int, total: int | None, counts: Mapping[str, int]) -> None:
        context.progress(done, total)

    return tell
