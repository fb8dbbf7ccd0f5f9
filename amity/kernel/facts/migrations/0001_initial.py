"""The log. The about index is clustered by its key on SQLite (WITHOUT ROWID); PostgreSQL reads the key alone."""

from django.db import migrations, models


def create_about(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    moment = "text" if is_sqlite else "timestamptz"
    schema_editor.execute(
        f"""CREATE TABLE fact_about (
            record_kind smallint NOT NULL,
            record_id bigint NOT NULL,
            occurred_at {moment} NOT NULL,
            fact_id bigint NOT NULL,
            group_number smallint NOT NULL,
            PRIMARY KEY (record_kind, record_id, occurred_at, fact_id)
        ){" WITHOUT ROWID" if is_sqlite else ""}"""
    )
    schema_editor.execute(
        "CREATE INDEX fact_about_by_group ON fact_about (record_kind, record_id, group_number, occurred_at, fact_id)"
    )


def drop_about(apps, schema_editor):
    schema_editor.execute("DROP TABLE fact_about")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="StoredFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=64)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("origin", models.CharField(max_length=8)),
                ("actor_id", models.BigIntegerField(null=True)),
                ("caused_by", models.BigIntegerField(null=True)),
                ("depth", models.PositiveSmallIntegerField(default=0)),
                ("request_id", models.CharField(max_length=36, null=True)),
                ("idempotency_key", models.CharField(max_length=120, null=True)),
                ("occurred_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("about", models.JSONField()),
                ("data", models.JSONField()),
            ],
            options={
                "db_table": "fact",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("idempotency_key",),
                        condition=models.Q(("idempotency_key__isnull", False)),
                        name="fact_once_a_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReaderCursor",
            fields=[
                ("reader", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("fact_id", models.BigIntegerField(default=0)),
                ("moved_at", models.DateTimeField(auto_now=True)),
            ],
            options={"db_table": "fact_reader"},
        ),
        migrations.CreateModel(
            name="ParkedFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reader", models.CharField(max_length=64)),
                ("fact_id", models.BigIntegerField()),
                ("error", models.TextField()),
                ("attempts", models.PositiveSmallIntegerField(default=1)),
                ("parked_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "fact_parked",
                "constraints": [models.UniqueConstraint(fields=("reader", "fact_id"), name="fact_parked_once")],
            },
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(create_about, drop_about)],
            state_operations=[
                migrations.CreateModel(
                    name="FactAbout",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "record_kind",
                                "record_id",
                                "occurred_at",
                                "fact_id",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("record_kind", models.SmallIntegerField()),
                        ("record_id", models.BigIntegerField()),
                        ("occurred_at", models.DateTimeField()),
                        ("fact_id", models.BigIntegerField()),
                        ("group_number", models.SmallIntegerField(default=0)),
                    ],
                    options={
                        "db_table": "fact_about",
                        "indexes": [
                            models.Index(
                                fields=["record_kind", "record_id", "group_number", "occurred_at", "fact_id"],
                                name="fact_about_by_group",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
