"""Is this installation well? `/healthz`, `/livez` and `/readyz` for machines, findings for `amity check`."""

import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from amity import __version__
from amity.automation.webhooks.queries import troubled_endpoints
from amity.config.sqlite import is_wal_safe
from amity.kernel.facts.models import ParkedFact
from amity.kernel.facts.readers import lag, readers
from amity.kernel.jobs.queries import waiting_count, workers_alive
from amity.kernel.search import is_kept
from amity.records.search.searchable import searchable_kinds

QUEUES = ("quick", "long")
MOST_LAG = 10_000
LEAST_FREE_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    name: str
    is_ok: bool
    detail: str


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when this process can read the database, 503 when it cannot; says nothing about the installation."""
    started = time.perf_counter()
    is_up = database_answers()
    body = {"status": "ok" if is_up else "database away", "ms": round((time.perf_counter() - started) * 1000, 1)}
    return JsonResponse(body, status=200 if is_up else 503)


@never_cache
def livez(request: HttpRequest) -> JsonResponse:
    """200 while this process answers at all: for whoever starts a process anew. Asks nobody."""
    return JsonResponse({"status": "ok"})


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when this process may be sent requests: the database answers and is of this version; 503 otherwise."""
    status = "ok" if database_answers() else "database away"
    if status == "ok" and not _is_up_to_date():
        status = "migrations to run"
    return JsonResponse({"status": status}, status=200 if status == "ok" else 503)


def _is_up_to_date() -> bool:
    """Whether all migrations of this version have run; once they have, it is not asked again."""
    global _has_been_up_to_date
    try:
        _has_been_up_to_date = _has_been_up_to_date or not pending_migrations()
    except DatabaseError:
        return False
    return _has_been_up_to_date


_has_been_up_to_date = False


def database_answers() -> bool:
    """One small read of a table of ours. A vanished SQLite file counts as away although its handle still reads."""
    if connection.vendor == "sqlite" and not _is_in_memory() and not Path(connection.settings_dict["NAME"]).exists():
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
            cursor.fetchone()
    except DatabaseError:
        connection.close()
        return False
    return True


def pending_migrations() -> list[str]:
    """Migrations of this version that the database has not seen, as app.name."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def findings() -> Iterator[Finding]:
    """Everything `amity check` looks at; stops after the database when that is away."""
    yield Finding("version", True, f"Amity {__version__}")
    yield disk_finding(settings.DATA_FOLDER)
    if not database_answers():
        yield Finding("database", False, "does not answer, or has never been migrated")
        return
    yield database_finding()
    pending = pending_migrations()
    yield Finding("migrations", not pending, f"{len(pending)} to run: amity upgrade" if pending else "all have run")
    if pending:
        return
    broken = [str(kind.plural_label) for kind in searchable_kinds() if not is_kept(kind.model)]
    yield Finding("search", not broken, f"{', '.join(broken)}: amity search rebuild" if broken else "kept up")
    for reader in readers():
        behind = lag(reader)
        yield Finding(f"reader {reader.name}", behind <= MOST_LAG, f"{behind:,} facts behind")
    parked = ParkedFact.objects.count()
    yield Finding("parked facts", not parked, f"{parked:,}; see them with: amity facts parked" if parked else "none")
    failing = [row.title for row in troubled_endpoints()]
    yield Finding("webhooks", not failing, f"failing: {', '.join(failing)}" if failing else "none fails")
    for queue in QUEUES:
        alive = len(workers_alive(queue))
        detail = f"{alive} alive, {waiting_count(queue):,} jobs waiting"
        yield Finding(f"{queue} worker", alive > 0, detail if alive else f"{detail}; start it with: amity serve")


def disk_finding(folder: Path) -> Finding:
    """Room for the database to grow and be backed up."""
    free = shutil.disk_usage(folder if folder.exists() else folder.parent).free
    return Finding("disk", free >= LEAST_FREE_BYTES, f"{free / 1024**3:.1f} GiB free in {folder}")


def database_finding() -> Finding:
    """Which database this is, and whether it can be trusted with writes from several processes."""
    if connection.vendor == "sqlite":
        if is_wal_safe():
            return Finding("database", True, f"SQLite {sqlite3.sqlite_version}")
        return Finding(
            "database", True, f"SQLite {sqlite3.sqlite_version}, with a rollback journal: its WAL can corrupt the file"
        )
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    return Finding("database", int(version.split(".")[0]) >= 15, f"PostgreSQL {version} (15 or newer is needed)")


def _is_in_memory() -> bool:
    name = str(connection.settings_dict["NAME"])
    return ":memory:" in name or "mode=memory" in name
