"""Tables for the kernel's own tests: in no migration, made beside the test database's own."""

from typing import ClassVar

from django.db import connection, models

from amity.kernel.ids import new_uid
from amity.kernel.text import KeyField


class Shelf(models.Model):
    """What specimens stand on."""

    name = models.CharField(max_length=40)

    class Meta:
        app_label = "kernel_testing"

    def __str__(self) -> str:
        return self.name


class Specimen(models.Model):
    """One column of every type that rooms use, and some that they may."""

    class Size(models.IntegerChoices):
        SMALL = 1
        LARGE = 2

    class Colour(models.TextChoices):
        RED = "red"
        BLUE = "blue"

    uid = models.UUIDField(default=new_uid, unique=True)
    name = models.CharField(max_length=80, default="")
    name_key = KeyField(max_length=80, default="")
    text = models.TextField(default="")
    mail = models.EmailField(default="")
    colour = models.CharField(max_length=8, choices=Colour.choices, default=Colour.RED)
    size = models.SmallIntegerField(choices=Size.choices, default=Size.SMALL)
    count = models.PositiveIntegerField(default=0)
    big = models.BigIntegerField(null=True)
    weight = models.FloatField(null=True)
    price = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    is_rare = models.BooleanField(default=False)
    day = models.DateField(null=True)
    seen_at = models.DateTimeField(null=True)
    clock = models.TimeField(null=True)
    took = models.DurationField(null=True)
    raw = models.BinaryField(null=True)
    data = models.JSONField(null=True)
    shelf = models.ForeignKey(Shelf, null=True, on_delete=models.CASCADE)

    class Meta:
        app_label = "kernel_testing"
        indexes: ClassVar = [models.Index(fields=["name_key", "id"], name="specimen_by_name")]

    def __str__(self) -> str:
        return self.name


def make_tables() -> None:
    """Create them, unless a kept test database has them."""
    present = connection.introspection.table_names()
    with connection.schema_editor() as editor:
        for model in (Shelf, Specimen):
            if model._meta.db_table not in present:
                editor.create_model(model)
