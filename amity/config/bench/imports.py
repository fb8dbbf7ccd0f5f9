"""Rows per second of an import, how long it holds the database, what it does to memory and to the pages meanwhile."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from amity.config.bench.bars import Bar
from amity.config.bench.machine import cpu_milliseconds
from amity.config.bench.pages import page, signed_in
from amity.config.bench.people_file import write_people_file
from amity.customers.people.models import Person
from amity.records.imports.checking import check_import
from amity.records.imports.commands import add_import, start_check, start_import
from amity.records.imports.files import forget_file, keep_copy
from amity.records.imports.models import Import
from amity.records.imports.running import acting_account
from amity.records.imports.setting_up import look_at
from amity.records.imports.states import State
from amity.workspace.accounts.models import Account

MEANWHILE = 60


def measure_import(rows: int) -> Iterator[Bar]:
    """Import new people through the door a user has; then once more, with pages asked for meanwhile."""
    the_import, check_seconds = _checked(rows)
    yield Bar("check before the import", rows / check_seconds, None, "rows/s", more_is_better=True)
    took = _result(_begun(the_import))
    yield from _bars(took, rows)
    again, _seconds = _checked(max(rows // 2, 1_000))
    process = _begun(again)
    client, person = signed_in(), Person.objects.order_by("pk")[0]
    for name, path in (("list of 50", "/people"), ("a person", f"/people/{person.uid}")):
        spent = cpu_milliseconds(page(client, path), warm=5, times=MEANWHILE, rounds=1)
        is_running = process.poll() is None
        yield Bar(f"{name}, an import running", spent, 60, note="" if is_running else "the import was over before")
    _result(process)


def _checked(rows: int) -> tuple[Import, float]:
    """An import that was checked, and the seconds the check took."""
    by = Account.objects.filter(role="administrator", is_active=True).order_by("pk")[0].actor()
    with TemporaryDirectory(prefix="amity-bench-") as folder:
        path = Path(folder) / "people.csv"
        write_people_file(path, rows, stamp=f"b{time.time_ns() // 1_000_000:x}")
        stored = keep_copy(path)
    the_import = add_import(stored, look_at(stored.full_path, stored.name), kind="people", source="bench", by=by)
    start_check(the_import.pk, by=by)
    started = time.perf_counter()
    the_import = check_import(the_import.pk)
    if the_import.state != State.READY or the_import.preview["counts"]["new"] != rows:
        raise RuntimeError(f"the check went wrong: {the_import.state} {the_import.error} {the_import.preview}")
    return the_import, time.perf_counter() - started


def _begun(the_import: Import) -> subprocess.Popen[str]:
    start_import(the_import.pk, by=acting_account(the_import))
    environment = {"DJANGO_SETTINGS_MODULE": "amity.config.settings", **os.environ}
    command = [sys.executable, "-m", "amity.config.bench.importing", str(the_import.pk)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def _result(process: subprocess.Popen[str]) -> dict[str, Any]:
    out, _nothing = process.communicate()
    took: dict[str, Any] = json.loads(out)
    if took["state"] != State.DONE:
        raise RuntimeError(f"the import ended as {took['state']}: {took['counts']}")
    return took


def _bars(took: dict[str, Any], rows: int) -> Iterator[Bar]:
    cpu = f"{took['seconds']:.1f} s, of them CPU {took['cpu']:.1f} s here and {took['backend']:.1f} s in the database"
    yield Bar("import with matching, facts and report", rows / took["seconds"], 3000, "rows/s", True, cpu)
    spans = sorted(took["transactions"])
    note = f"{len(spans)} transactions, median {_part(spans, 0.5):.0f}, longest {spans[-1]:.0f} ms"
    yield Bar("write transactions, 99 of 100 within", _part(spans, 0.99), 200, "ms", note=note)
    grown = took["late"] - took["early"] if took["early"] else 0.0
    yield Bar("memory since row 10,000", grown, 150, "MB", note=f"{took['late']:.0f} MB at the end")


def _part(spans: list[float], share: float) -> float:
    return spans[min(len(spans) - 1, int(len(spans) * share))]


def forget_files() -> None:
    """Remove the files that were imported here."""
    for stored_as in Import.objects.filter(source="bench").values_list("stored_as", flat=True):
        forget_file(stored_as)
