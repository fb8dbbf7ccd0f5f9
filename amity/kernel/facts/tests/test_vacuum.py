"""What PostgreSQL was told of our largest tables stands on them."""

import pytest
from django.db import connection


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no vacuum of its own")
@pytest.mark.parametrize(
    ("table", "option"),
    [
        ("fact", "autovacuum_vacuum_insert_threshold=500000"),
        ("fact_about", "autovacuum_vacuum_insert_scale_factor=0"),
        ("occurrence", "autovacuum_analyze_scale_factor=0.02"),
        ("fact_reader", "fillfactor=20"),
        ("job", "fillfactor=70"),
        ("job_worker", "autovacuum_vacuum_threshold=500"),
    ],
)
def test_the_log_is_visited_little_and_often_and_written_rows_have_room(table: str, option: str):
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = %s", [table])
        assert option in cursor.fetchone()[0]
