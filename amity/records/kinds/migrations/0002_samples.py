"""Which records came with the demo company; in a house that was filled by an earlier version, its log tells."""

from django.db import migrations, models

from amity.kernel.facts.kinds import fact_kind

AT_ONCE = 1_000
# The demo is filled into an empty house: its facts are the first. No other house's log is read further than this.
FIRST = 50


def note_samples(apps, schema_editor):
    StoredFact = apps.get_model("kernel_facts", "StoredFact")
    SampleRecord = apps.get_model("records_kinds", "SampleRecord")
    if "demo" not in list(StoredFact.objects.order_by("id").values_list("origin", flat=True)[:FIRST]):
        return
    made = []
    facts = StoredFact.objects.filter(origin="demo").order_by("id").values_list("kind", "data")
    for name, data in facts.iterator(chunk_size=AT_ONCE):
        kind = fact_kind(name)
        if ref := kind.making_of(data) if kind else None:
            made.append(SampleRecord(record_kind=ref.kind, record_id=ref.id))
    for start in range(0, len(made), AT_ONCE):
        SampleRecord.objects.bulk_create(made[start : start + AT_ONCE], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("records_kinds", "0001_initial"), ("kernel_facts", "0003_by_request")]
    operations = [
        migrations.CreateModel(
            name="SampleRecord",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "record_kind", "record_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("record_kind", models.SmallIntegerField()),
                ("record_id", models.BigIntegerField()),
                ("is_kept", models.BooleanField(default=False)),
            ],
            options={"db_table": "sample_record"},
        ),
        migrations.RunPython(note_samples, migrations.RunPython.noop, elidable=True),
    ]
