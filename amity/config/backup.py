"""Copies of the whole database: SQLite's backup API, or pg_dump. Both may run while Amity does."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from amity import __version__


class BackupFailed(Exception):
    """No backup could be made or put back; the sentence says why."""


def new_backup_path(reason: str) -> Path:
    """A name in backups/ that tells version, reason and moment (UTC)."""
    ending = "sqlite3" if connection.vendor == "sqlite" else "pgdump"
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    return Path(settings.DATA_FOLDER) / "backups" / f"{moment}-{__version__}-{reason}.{ending}"


def back_up(path: Path) -> Path:
    """Write a consistent copy to `path`, readable by its owner alone. Raises BackupFailed, leaving no half file."""
    partial = path.with_name(f"{path.name}.partial")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise BackupFailed(f"{path.parent} cannot be written: {error.strerror}") from error
    try:
        if connection.vendor == "sqlite":
            _copy_sqlite(_sqlite_path(), partial)
        else:
            _run("pg_dump", "--format=custom", "--no-owner", f"--file={partial}")
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    partial.replace(path)
    return path


def put_back(path: Path) -> None:
    """Make the database what it was at `path`'s moment. Nothing else may use it meanwhile."""
    connection.close()
    if connection.vendor == "sqlite":
        # Through the API, not by copying the file: that also settles the write-ahead log.
        _copy_sqlite(path, _sqlite_path())
        return
    # Tables that the failed migration made are not in the dump, so the schema goes first.
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    connection.close()
    _run("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(path))


def _sqlite_path() -> Path:
    return Path(connection.settings_dict["NAME"])


def _copy_sqlite(source: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
            here.backup(there)
            answer = there.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise BackupFailed(f"SQLite could not copy {source}: {error}") from error
    if answer != "ok":
        raise BackupFailed(f"The copy of {source} is damaged: {answer}")


def _run(program: str, *arguments: str) -> None:
    """Run a PostgreSQL program on the database of DATABASE_URL; the password goes by environment, never by argument."""
    if not shutil.which(program):
        raise BackupFailed(f"{program} is not installed (Debian: apt-get install -y postgresql-client).")
    options = connection.settings_dict
    environment = os.environ | {
        name: str(options[key])
        for name, key in {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}.items()
        if options[key]
    }
    command = [program, f"--dbname={options['NAME']}", *arguments]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        raise BackupFailed(f"{program}: {(result.stderr.strip() or 'failed').splitlines()[0]}")
