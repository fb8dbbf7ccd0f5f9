"""What records are counted by. Clustered by its key on SQLite (WITHOUT ROWID), as the about index is."""

from django.db import migrations, models


def create_occurrences(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    moment = "text" if is_sqlite else "timestamptz"
    schema_editor.execute(
        f"""CREATE TABLE occurrence (
            kind smallint NOT NULL,
            record_kind smallint NOT NULL,
            record_id bigint NOT NULL,
            occurred_at {moment} NOT NULL,
            subject_id bigint NOT NULL,
            PRIMARY KEY (kind, record_kind, record_id, occurred_at, subject_id)
        ){" WITHOUT ROWID" if is_sqlite else ""}"""
    )
    schema_editor.execute("CREATE INDEX occurrence_by_time ON occurrence (kind, record_kind, occurred_at, record_id)")


def drop_occurrences(apps, schema_editor):
    schema_editor.execute("DROP TABLE occurrence")


class Migration(migrations.Migration):
    dependencies = [("kernel_facts", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(create_occurrences, drop_occurrences)],
            state_operations=[
                migrations.CreateModel(
                    name="Occurrence",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "kind",
                                "record_kind",
                                "record_id",
                                "occurred_at",
                                "subject_id",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("kind", models.SmallIntegerField()),
                        ("record_kind", models.SmallIntegerField()),
                        ("record_id", models.BigIntegerField()),
                        ("occurred_at", models.DateTimeField()),
                        ("subject_id", models.BigIntegerField()),
                    ],
                    options={
                        "db_table": "occurrence",
                        "indexes": [
                            models.Index(
                                fields=["kind", "record_kind", "occurred_at", "record_id"], name="occurrence_by_time"
                            )
                        ],
                    },
                )
            ],
        )
    ]
