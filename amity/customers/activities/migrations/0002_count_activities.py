"""Calls and meetings logged so far count."""

from django.db import migrations

from amity.kernel.facts.occurrences import fill_occurrences


def fill(apps, schema_editor):
    fill_occurrences(2, "call.logged", "call.deleted", "activity_id")
    fill_occurrences(3, "meeting.logged", "meeting.deleted", "activity_id")


class Migration(migrations.Migration):
    dependencies = [("customers_activities", "0001_initial"), ("kernel_facts", "0002_occurrences")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
