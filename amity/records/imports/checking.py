"""Preview an import: the plans of every row, counted and sampled, with nothing written but that."""

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from amity.kernel.bulk import insert_rows, prefer_indexes
from amity.kernel.commands import Refused, command, locked, unit_of_work
from amity.records.imports.batches import Reading
from amity.records.imports.earlier import EarlierInPreview
from amity.records.imports.interface import Plan
from amity.records.imports.models import Import, SampleRow
from amity.records.imports.reading import ReadError
from amity.records.imports.running import Progress, acting_account, outcomes
from amity.records.imports.states import Outcome, State

SAMPLES = 200
CAUSES = 50
SAMPLE_COLUMNS = ("of_id", "number", "outcome", "record_id", "title", "changes", "detail")


def check_import(import_id: int, *, progress: Progress | None = None, stop: Callable[[], bool] | None = None) -> Import:
    """Plan every row of an import that waits for it, and keep counts and samples; return the import.

    The same reading, matching and comparing as the run. A `stop()` that says True leaves it unchecked.
    """
    the_import = Import.objects.get(pk=import_id)
    by = acting_account(the_import)
    earlier = EarlierInPreview()
    try:
        reading = Reading(the_import, by, is_preview=True)
        session = reading.importer.start(reading.setup)
        found = _Found(import_id)
        for rows in reading.batches(0):
            if stop is not None and stop():
                return the_import
            started = time.monotonic()
            # In a transaction because stored values are read through the locks of the commands that would change them.
            with unit_of_work():
                prefer_indexes()
                plans = session.plan(reading.read(rows), earlier)
            earlier.note(plans)
            found.add(plans)
            reading.pace.took(time.monotonic() - started, len(rows))
            if progress is not None:
                progress(found.counts.total(), None, found.counts)
        return _keep(import_id, found)
    except (ReadError, Refused) as error:
        return _fail(import_id, error.message)
    finally:
        earlier.close()


class _Found:
    """Counts, the first rows of each outcome, and the causes that leave most rows out."""

    def __init__(self, import_id: int) -> None:
        self.counts: Counter[str] = Counter()
        self.causes: Counter[tuple[str, str, str]] = Counter()
        self.samples: list[tuple[Any, ...]] = []
        self._import_id = import_id
        self._sampled: Counter[int] = Counter()

    def add(self, plans: list[Plan]) -> None:
        self.counts += outcomes(plans)
        for plan in plans:
            given = plan.given
            if len(self.causes) < 10 * CAUSES:
                self.causes.update((item.column, item.cause, item.fix) for item in given.problems)
            if self._sampled[plan.outcome] < SAMPLES:
                self._sampled[plan.outcome] += 1
                detail = {
                    "problems": [list(problem) for problem in given.problems],
                    "warnings": [list(problem) for problem in given.warnings],
                    "candidates": list(plan.candidates),
                    "cells": given.cells,
                }
                self.samples.append((
                    self._import_id, given.number, int(plan.outcome), plan.record_id, plan.title[:300],
                    plan.changes, detail,
                ))  # fmt: skip


@command("imports.keep_preview")
def _keep(import_id: int, found: _Found) -> Import:
    the_import = locked(Import.objects.filter(pk=import_id)).get()
    if the_import.state not in (State.DRAFT, State.CHECKING, State.READY):
        raise Refused("imports.started", _("This import was started meanwhile."))
    SampleRow.objects.filter(of=the_import).delete()
    insert_rows(SampleRow, SAMPLE_COLUMNS, found.samples)
    the_import.preview = {
        "counts": {outcome.name.lower(): found.counts.get(outcome.name.lower(), 0) for outcome in Outcome},
        "causes": [[*cause, count] for cause, count in found.causes.most_common(CAUSES)],
    }
    the_import.total_rows, the_import.state, the_import.error = found.counts.total(), State.READY, ""
    the_import.save(update_fields=["preview", "total_rows", "state", "error"])
    return the_import


@command("imports.fail_preview")
def _fail(import_id: int, message: str) -> Import:
    the_import = locked(Import.objects.filter(pk=import_id)).get()
    the_import.state, the_import.error = State.DRAFT, message
    the_import.save(update_fields=["state", "error"])
    return the_import
