"""What PostgreSQL believes about the size of tables that have just grown. SQLite chooses its indexes without."""

from django.db import connection


def prefer_indexes() -> None:
    """Until the transaction ends, look some hundred keys up by index, whatever the table's statistics say.

    Before PostgreSQL has counted the rows of a growing table, it takes a few hundred keys for most of it and reads it
    whole, once a batch: an import became slower with every row (measured: 1,850 rows/s at 20,000 rows).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")


def count_rows_anew(*, share: int = 3) -> None:
    """Let PostgreSQL look again at tables of which every `share`th row changed since it counted; outside a transaction.

    Where autovacuum is on it does so by itself, later: at a tenth of a table. Until then it may take an index by the
    first column where three would find the row, and an import halves its speed in a new database (measured). It also
    takes a column for empty of which a hundredth was just filled, as when owners are given: a search among one's own
    people cost 88 ms instead of 30 then, in a house of a million.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(schemaname) || '.' || quote_ident(relname) FROM pg_stat_user_tables "
            "WHERE n_mod_since_analyze > 500 + n_live_tup / %s",
            [share],
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"ANALYZE {table}")
