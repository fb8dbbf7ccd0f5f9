"""Names of facts up to 80 letters, for families whose last part others choose.

SQLite keeps no lengths, and Django would write the whole log anew there; PostgreSQL only changes its catalogue.
"""

from typing import Any

from django.db import migrations, models


def widen(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE fact ALTER COLUMN kind TYPE varchar(80)")


class Migration(migrations.Migration):
    dependencies = [("kernel_facts", "0003_by_request")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(widen, migrations.RunPython.noop)],
            state_operations=[migrations.AlterField("storedfact", "kind", models.CharField(max_length=80))],
        )
    ]
