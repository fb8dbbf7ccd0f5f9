"""The tables of a storm, made in an empty database beside the log's own."""

from typing import ClassVar

from django.core.management import call_command
from django.db import connection, models

from amity.kernel.facts.refs import Ref

# Few, so that writers meet.
PARENTS = 6
PARENT = 1


class Parent(models.Model):
    """What children hang on; `turn` is raised under its row lock, so turns are in commit order."""

    turn = models.BigIntegerField(default=0)

    class Meta:
        app_label = "storm"

    def __str__(self) -> str:
        return f"parent {self.pk}"

    @property
    def ref(self) -> Ref:
        return Ref(PARENT, self.pk)


class Child(models.Model):
    """Refers to a parent through a foreign key, deferred on PostgreSQL as Django's are."""

    parent = models.ForeignKey(Parent, on_delete=models.CASCADE)

    class Meta:
        app_label = "storm"

    def __str__(self) -> str:
        return f"child {self.pk}"


class Mark(models.Model):
    """Written by every command: what it told, so that facts and changes can be compared."""

    token = models.CharField(max_length=40, unique=True)
    facts = models.IntegerField()

    class Meta:
        app_label = "storm"

    def __str__(self) -> str:
        return self.token


class Seen(models.Model):
    """A reader saw a fact; not unique, so that seeing twice shows."""

    reader = models.CharField(max_length=20)
    fact_id = models.BigIntegerField()

    class Meta:
        app_label = "storm"
        indexes: ClassVar = [models.Index(fields=["reader", "fact_id"], name="storm_seen_by_reader")]

    def __str__(self) -> str:
        return f"{self.reader}: {self.fact_id}"


def make_tables() -> None:
    """Create the log and the storm's tables, with some parents."""
    call_command("migrate", "kernel_facts", verbosity=0)
    with connection.schema_editor() as editor:
        for model in (Parent, Child, Mark, Seen):
            editor.create_model(model)
    Parent.objects.bulk_create(Parent() for _ in range(PARENTS))
