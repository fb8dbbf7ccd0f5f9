"""The function that PostgreSQL's indexes split texts with; SQLite has FTS5."""

from django.db import migrations

from amity.kernel.search.tables import FUNCTION


def make_function(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION, params=None)


def drop_function(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS search_words(text)", params=None)


class Migration(migrations.Migration):
    initial = True
    operations = [migrations.RunPython(make_function, drop_function)]
