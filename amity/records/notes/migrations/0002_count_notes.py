"""Notes written so far count."""

from django.db import migrations

from amity.kernel.facts.occurrences import fill_occurrences


def fill(apps, schema_editor):
    fill_occurrences(1, "note.written", "note.deleted", "note_id")


class Migration(migrations.Migration):
    dependencies = [("records_notes", "0001_initial"), ("kernel_facts", "0002_occurrences")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
