"""Proves at the connection that a refused request writes nothing: every statement passes here before the database."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

# What a refusal may leave behind, by table: the count of a limit, the session that a message waits in, and the number
# SQLite gives out next (a command takes its numbers before it looks at what it was given).
MAY_BE_WRITTEN = frozenset({"cache_entry", "django_session", "sqlite_sequence"})
_WRITE = re.compile(
    r"^\W*(?:INSERT(?: OR \w+)? INTO|UPDATE(?: ONLY)?|DELETE FROM|COPY|TRUNCATE|REPLACE INTO|MERGE INTO)"
    r'\s+"?(\w+)',
    re.IGNORECASE,
)
_CTE = re.compile(r'\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.I)


class WroteOnRefusal(Exception):
    """Raised in the middle of a request that must not write."""


def written_table(sql: str) -> str:
    """The table a statement writes to, "" when it writes to none that counts."""
    found = _WRITE.match(sql) or (_CTE.search(sql) if sql.lstrip().upper().startswith("WITH") else None)
    table = found.group(1) if found else ""
    return "" if table in MAY_BE_WRITTEN else table


@contextmanager
def writing_refused() -> Iterator[list[str]]:
    """Let no write through; gives the tables that were tried. A page that swallows the error is found all the same."""
    tried: list[str] = []

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if table := written_table(sql):
            tried.append(table)
            raise WroteOnRefusal(f"a refused request writes to {table}")
        return execute(sql, params, many, context)

    before = _rows_written()
    with connection.execute_wrapper(refuse):
        yield tried
    # The statement was stopped before the database, which knows nothing of an error.
    connection.needs_rollback = False
    # COPY steps around the wrapper: PostgreSQL counts what was written in this transaction, rolled back or not.
    tried += sorted(table for table, count in _rows_written().items() if count != before.get(table, 0))


def _rows_written() -> dict[str, int]:
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return {name: count for name, count in cursor.fetchall() if name not in MAY_BE_WRITTEN}
