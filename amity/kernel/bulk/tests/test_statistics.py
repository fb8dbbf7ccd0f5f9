"""PostgreSQL knows how its tables have grown; SQLite needs no telling."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amity.kernel.bulk import count_rows_anew


@pytest.mark.django_db
def test_counting_anew_asks_first_and_on_sqlite_does_nothing():
    with CaptureQueriesContext(connection) as asked:
        count_rows_anew()
    statements = [query["sql"] for query in asked.captured_queries]
    if connection.vendor == "sqlite":
        assert statements == []
    else:
        assert "pg_stat_user_tables" in statements[0]
        assert all(statement.startswith("ANALYZE ") for statement in statements[1:])
