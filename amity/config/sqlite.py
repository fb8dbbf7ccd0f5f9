"""Swap in the SQLite that pysqlite3 carries.

Debian 12's 3.40 and every SQLite up to 3.51.2 can corrupt a WAL database with two connections (the WAL-reset race,
sqlite.org/wal.html#walresetbug). pysqlite3 bundles a repaired version. Where its wheel is missing we say so and the
settings fall back to a rollback journal, which the bug does not touch.
"""

import sys

SAFE_FROM = (3, 51, 3)


def swap_in_newer_sqlite() -> None:
    """Make `import sqlite3` mean pysqlite3 where it is installed; call before Django is imported."""
    try:
        import pysqlite3
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def is_wal_safe() -> bool:
    """Say whether the SQLite in use is free of the WAL-reset race."""
    import sqlite3

    return tuple(int(part) for part in sqlite3.sqlite_version.split(".")) >= SAFE_FROM
