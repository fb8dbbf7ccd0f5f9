"""How PostgreSQL's vacuum visits the log: little and often, whatever its size.

The defaults wait for a fifth of a table. Of a billion facts that is 200 million, visited in one go; until then index-only
scans read the heap, and nothing is frozen. The cursors of readers are few rows written all day: room on their pages
keeps the new versions there.
"""

from typing import Any

from django.db import migrations

APPEND_ONLY = (
    "autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 500000,"
    " autovacuum_analyze_scale_factor = 0.02"
)
TABLES = {
    "fact": APPEND_ONLY,
    "fact_about": APPEND_ONLY,
    "occurrence": APPEND_ONLY,
    "fact_reader": "fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500",
}


def tell_postgresql(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        for table, options in TABLES.items():
            editor.execute(f"ALTER TABLE {table} SET ({options})")


class Migration(migrations.Migration):
    dependencies = [("kernel_facts", "0004_longer_names")]

    operations = [migrations.RunPython(tell_postgresql, migrations.RunPython.noop)]
