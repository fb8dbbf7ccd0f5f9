"""Run an import: batch by batch, each one transaction with its records, its report rows and how far it has come."""

import gc
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _

from amity.kernel.bulk import count_rows_anew, insert_rows, prefer_indexes
from amity.kernel.commands import Actor, NotAllowed, Origin, Refused, command, locked
from amity.kernel.facts.log import record
from amity.kernel.jobs.processes import is_dead, own_token
from amity.records.imports.batches import Reading
from amity.records.imports.earlier import EarlierInRun
from amity.records.imports.facts import ImportEnded
from amity.records.imports.interface import Given, Plan, Session
from amity.records.imports.models import Import, ImportRow
from amity.records.imports.reading import ReadError, Row
from amity.records.imports.states import Outcome, State
from amity.records.kinds.registry import kind_numbered
from amity.workspace.accounts.models import Account

LEASE = timedelta(seconds=60)
TRIES = 3
# The tables grow: after so many rows, and whenever twice as many are done, the database counts them anew.
FIRST_COUNT = 1_000
ROW_COLUMNS = ("of_id", "number", "outcome", "record_id", "part", "digest", "detail")

Progress = Callable[[int, int | None, Mapping[str, int]], None]


class LeaseLost(Exception):
    """Another process runs the import by now; what this one had not committed is gone."""


def run_import(import_id: int, *, progress: Progress | None = None, stop: Callable[[], bool] | None = None) -> Import:
    """Import the rows after the last committed one; return the import as it ended.

    `progress(rows done, rows in the file or None, counts)` is called after each batch, `stop()` between batches: True
    leaves the import as it is, to go on later. Raises Refused when another process runs it, or it was never started.
    """
    with _collecting_seldom():
        return _run_import(import_id, progress, stop)


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """A batch makes tens of thousands of objects that die by themselves: looking at them for cycles costs a fifth."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _run_import(import_id: int, progress: Progress | None, stop: Callable[[], bool] | None) -> Import:
    owner = f"{own_token()}:{os.urandom(4).hex()}"
    the_import = _take_lease(import_id, owner)
    by = acting_account(the_import)
    try:
        reading = Reading(the_import, by, is_preview=False)
        run = _Run(the_import, owner, reading, progress)
        for rows in reading.batches(the_import.position):
            if stop is not None and stop():
                return _release(import_id, owner)
            if run.import_rows(rows):
                return _end(import_id, State.CANCELLED, owner=owner, by=by)
        return _end(import_id, State.DONE, owner=owner, by=by)
    except (ReadError, Refused) as error:
        return _end(import_id, State.FAILED, owner=owner, by=by, error=error.message)
    except LeaseLost:
        raise
    except BaseException:
        _release(import_id, owner)
        raise


def acting_account(the_import: Import) -> Actor:
    """Who an import acts for, with the rights they have now; NotAllowed when they may not write any more."""
    if the_import.account_id is None and the_import.options.get("as_system"):
        return replace(Actor.system(origin=Origin.IMPORT), request_id=str(the_import.uid))
    account = Account.objects.filter(pk=the_import.account_id or 0, is_active=True).first()
    if account is None:
        raise NotAllowed(_("The account that made this import is not active any more."))
    actor = account.actor(origin=Origin.IMPORT, request_id=str(the_import.uid))
    if not actor.may_write:
        raise NotAllowed(_("Your role is read-only. An administrator can change that."))
    return actor


class _Run:
    def __init__(self, the_import: Import, owner: str, reading: Reading, progress: Progress | None) -> None:
        self._import = the_import
        self._owner = owner
        self._reading = reading
        self._progress = progress
        self._counts: Counter[str] = Counter(the_import.counts)
        self._earlier = EarlierInRun(the_import.pk)
        self._session: Session = reading.importer.start(reading.setup)
        self._rows, self._next_count = 0, FIRST_COUNT

    def import_rows(self, rows: list[Row]) -> bool:
        """One batch; True when somebody asked to stop."""
        for attempt in range(1, TRIES + 1):
            try:
                given = self._reading.read(rows)
                started = time.monotonic()
                counts, is_stopped = _write_batch(self, given)
                break
            except OperationalError:
                # What the session remembers may name records that were rolled back.
                self._session = self._reading.importer.start(self._reading.setup)
                if attempt == TRIES:
                    raise
        self._counts = counts
        self._reading.pace.took(time.monotonic() - started, len(rows))
        self._rows += len(rows)
        if self._rows >= self._next_count:
            count_rows_anew()
            self._next_count *= 2
        if self._progress is not None:
            self._progress(counts.total(), self._import.total_rows, counts)
        return is_stopped

    def write(self, rows: list[Given]) -> tuple[Counter[str], bool]:
        prefer_indexes()
        plans = self._session.plan(rows, self._earlier)
        self._session.write([plan for plan in plans if not plan.is_left_out])
        insert_rows(ImportRow, ROW_COLUMNS, [report_row(self._import.pk, plan) for plan in plans])
        counts = self._counts + outcomes(plans)
        is_held = Import.objects.filter(pk=self._import.pk, lease_owner=self._owner).update(
            counts=dict(counts), position=rows[-1].number, lease_until=timezone.now() + LEASE
        )
        if not is_held:
            raise LeaseLost(str(self._import.uid))
        return counts, Import.objects.filter(pk=self._import.pk, stop_requested=True).exists()


@command("imports.write_batch")
def _write_batch(run: _Run, rows: list[Given]) -> tuple[Counter[str], bool]:
    return run.write(rows)


def report_row(import_id: int, plan: Plan) -> tuple[Any, ...]:
    """The row of the report for a plan that was carried out; cells are kept only of rows left out."""
    given = plan.given
    detail: dict[str, Any] | None = None
    if given.problems or given.warnings or plan.candidates:
        detail = {
            "problems": [list(problem) for problem in given.problems],
            "warnings": [list(problem) for problem in given.warnings],
            "candidates": list(plan.candidates),
        }
        if plan.is_left_out:
            detail["cells"] = given.cells
    return (
        import_id,
        given.number,
        int(plan.outcome),
        None if plan.is_left_out else plan.record_id,
        plan.part,
        given.digest,
        detail,
    )


@command("imports.take_lease")
def _take_lease(import_id: int, owner: str) -> Import:
    the_import = locked(Import.objects.filter(pk=import_id)).get()
    if the_import.state != State.RUNNING:
        raise Refused("imports.not_started", _("This import was not started, or is over."))
    if _is_held(the_import, owner):
        raise Refused("imports.running", _("Another process is running this import."))
    the_import.lease_owner, the_import.lease_until = owner, timezone.now() + LEASE
    the_import.save(update_fields=["lease_owner", "lease_until"])
    return the_import


def _is_held(the_import: Import, owner: str) -> bool:
    if not the_import.lease_owner or the_import.lease_owner == owner:
        return False
    is_expired = the_import.lease_until is None or the_import.lease_until < timezone.now()
    return not is_expired and not is_dead(the_import.lease_owner.rpartition(":")[0])


@command("imports.release")
def _release(import_id: int, owner: str) -> Import:
    Import.objects.filter(pk=import_id, lease_owner=owner).update(lease_owner="", lease_until=None)
    return Import.objects.get(pk=import_id)


@command("imports.end")
def _end(import_id: int, state: State, *, owner: str, by: Actor, error: str = "") -> Import:
    the_import = locked(Import.objects.filter(pk=import_id)).get()
    if the_import.lease_owner != owner:
        raise LeaseLost(str(the_import.uid))
    the_import.state, the_import.error, the_import.finished_at = state, error, timezone.now()
    the_import.lease_owner, the_import.lease_until, the_import.stop_requested = "", None, False
    if state == State.DONE:
        the_import.total_rows = the_import.rows_done
    the_import.save()
    counts = the_import.counts
    record(
        ImportEnded(
            plural=kind_numbered(the_import.record_kind).plural,
            file_name=the_import.file_name,
            state=str(state),
            new=counts.get("new", 0),
            changed=counts.get("changed", 0),
            unchanged=counts.get("unchanged", 0),
            left_out=counts.get("wrong", 0) + counts.get("ambiguous", 0),
        ),
        about=[the_import.ref],
        by=by,
    )
    return the_import


def outcomes(plans: Sequence[Plan]) -> Counter[str]:
    """How many plans have each outcome, by name."""
    found = Counter(plan.outcome for plan in plans)
    return Counter({Outcome(outcome).name.lower(): count for outcome, count in found.items()})
