"""What earlier rows of the same file have done: from the report in a run, from a file on disk in a preview."""

import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from amity.records.imports.interface import Plan
from amity.records.imports.models import ImportRow
from amity.records.imports.states import Outcome

CHUNK = 400


class EarlierInRun:
    """Answers from ImportRow, so that it is right after a restart too."""

    def __init__(self, import_id: int) -> None:
        self._rows = ImportRow.objects.filter(of=import_id)

    def rows_of(self, record_ids: Iterable[int]) -> Mapping[int, tuple[int, int]]:
        rows = self._rows.filter(record_id__in=list(record_ids)).values_list("record_id", "number", "digest")
        first: dict[int, tuple[int, int]] = {}
        for record_id, number, digest in rows:
            if record_id is not None and (record_id not in first or number < first[record_id][0]):
                first[record_id] = (number, digest)
        return first

    def new_among(self, record_ids: Iterable[int]) -> set[int]:
        rows = self._rows.filter(record_id__in=list(record_ids), outcome=Outcome.NEW)
        return {record_id for record_id in rows.values_list("record_id", flat=True) if record_id is not None}

    def parts_of(self, record_ids: Iterable[int]) -> Mapping[int, set[int]]:
        rows = self._rows.filter(record_id__in=list(record_ids), part__isnull=False)
        return _parts(rows.values_list("record_id", "part"))

    def promised(self, keys: Iterable[str]) -> Mapping[str, tuple[int, int]]:
        return {}  # what earlier batches made is in the database

    def promise(self, keys: Iterable[str], number: int, digest: int) -> None:
        return None

    def note(self, plans: Sequence[Plan]) -> None:
        return None  # the report's own rows say it


class EarlierInPreview:
    """Keeps the keys of a whole file in a temporary database on disk: memory stays the same for a million rows."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="amity-preview-")
        self._store = sqlite3.connect(f"{self._folder.name}/keys.sqlite3")
        self._store.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            "CREATE TABLE promised (name TEXT PRIMARY KEY, number INTEGER, digest INTEGER) WITHOUT ROWID;"
            "CREATE TABLE done (record_id INTEGER PRIMARY KEY, number INTEGER, digest INTEGER);"
            "CREATE TABLE part (record_id INTEGER, place INTEGER, PRIMARY KEY (record_id, place)) WITHOUT ROWID"
        )

    def rows_of(self, record_ids: Iterable[int]) -> Mapping[int, tuple[int, int]]:
        return {row[0]: (row[1], row[2]) for row in self._ask("done", "record_id", list(record_ids))}

    def new_among(self, record_ids: Iterable[int]) -> set[int]:
        return set()  # a preview makes none; what it would make is promised

    def parts_of(self, record_ids: Iterable[int]) -> Mapping[int, set[int]]:
        return _parts((row[0], row[1]) for row in self._ask("part", "record_id", list(record_ids)))

    def promised(self, keys: Iterable[str]) -> Mapping[str, tuple[int, int]]:
        return {row[0]: (row[1], row[2]) for row in self._ask("promised", "name", list(keys))}

    def promise(self, keys: Iterable[str], number: int, digest: int) -> None:
        self._store.executemany(
            "INSERT OR IGNORE INTO promised VALUES (?, ?, ?)", [(key, number, digest) for key in keys]
        )

    def note(self, plans: Sequence[Plan]) -> None:
        """Remember which records the rows of a batch stood for."""
        done = [
            (plan.record_id, plan.given.number, plan.given.digest)
            for plan in plans
            if plan.record_id is not None and not plan.is_left_out
        ]
        self._store.executemany("INSERT OR IGNORE INTO done VALUES (?, ?, ?)", done)
        parts = [(plan.record_id, plan.part) for plan in plans if plan.part is not None and plan.record_id is not None]
        self._store.executemany("INSERT OR IGNORE INTO part VALUES (?, ?)", parts)

    def close(self) -> None:
        self._store.close()
        self._folder.cleanup()

    def _ask(self, table: str, column: str, values: Sequence[int | str]) -> list[Any]:
        found: list[Any] = []
        for start in range(0, len(values), CHUNK):
            part = values[start : start + CHUNK]
            places = ",".join("?" * len(part))
            found += self._store.execute(
                f"SELECT * FROM {table} WHERE {column} IN ({places})",  # noqa: S608 - names of our own tables
                part,
            ).fetchall()
        return found


def _parts(pairs: Iterable[tuple[int | None, int | None]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for record_id, part in pairs:
        if record_id is not None and part is not None:
            found[record_id].add(part)
    return found
