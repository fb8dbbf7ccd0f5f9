"""Bring the database up to this version, or leave it exactly as it was."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from amity import __version__
from amity.config.backup import BackupFailed, back_up, new_backup_path, put_back
from amity.config.health import database_finding, pending_migrations

# Any constant will do, as long as nothing else in the database uses it.
LOCK = 7_266_002
Say = Callable[[str], None]


class UpgradeFailed(Exception):
    """The upgrade did not work out; the sentence says what state the database is in."""


def upgrade(*, with_backup: bool = True, say: Say, migrate: Callable[[], None] | None = None) -> Path | None:
    """Back up, migrate, check; on any failure put the backup back. Returns the backup (None: nothing to do).

    Nothing else may use the database meanwhile. Raises BackupFailed before anything was changed, UpgradeFailed after.
    """
    pending = pending_migrations()
    if not pending:
        say(f"Nothing to do: the database is at version {__version__}.")
        return None
    backup = back_up(new_backup_path("before-upgrade")) if with_backup else None
    if backup:
        say(f"Backed up to {backup}")
    try:
        (migrate or run_migrations)()
        check()
    except Exception as error:
        raise UpgradeFailed(_undo(backup, error)) from error
    say(f"Upgraded to {__version__}: {len(pending)} migrations")
    return backup


def run_migrations() -> None:
    """Migrate; of several machines that begin at once one does it, the others wait and find nothing left."""
    with _alone():
        call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _alone() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        # Of the session, not of a transaction: migrations have transactions of their own.
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def check() -> None:
    """Raise ValueError when the migrated database is not whole."""
    if left := pending_migrations():
        raise ValueError(f"{len(left)} migrations are still to run")
    if not (database := database_finding()).is_ok:
        raise ValueError(database.detail)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            if (answer := cursor.fetchone()[0]) != "ok":
                raise ValueError(f"the file is damaged: {answer}")
    connection.check_constraints()


def _undo(backup: Path | None, error: Exception) -> str:
    reason = f"{type(error).__name__}: {str(error).strip().splitlines()[0] if str(error).strip() else ''}"
    if backup is None:
        return f"The upgrade failed ({reason}). There is no backup of this run: restore your own."
    try:
        put_back(backup)
    except BackupFailed as second:
        return f"The upgrade failed ({reason}), and the backup {backup} could not be put back: {second}"
    return f"The upgrade failed ({reason}). The database is as it was before; its backup stays at {backup}."
