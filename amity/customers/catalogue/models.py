"""Products and the categories they stand in."""

from typing import ClassVar

from django.db import models

from amity.kernel.ids import new_uid
from amity.kernel.privacy import Privacy, not_personal
from amity.kernel.text import KeyField
from amity.records.kinds.models import Record, in_trash
from amity.records.kinds.numbers import PRODUCT


class Category(models.Model):
    """A shelf of the catalogue; shelves may stand in shelves. `path` names it from the top: `Kitchen > Knives`."""

    privacy: ClassVar[Privacy] = not_personal("shelves of the catalogue")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=600)
    path_key = KeyField(max_length=600, unique=True)

    class Meta:
        db_table = "product_category"

    def __str__(self) -> str:
        return self.path


class Product(Record):
    """Something we sell. `unit_price` and `unit_cost` are millionths of `currency`, None where unknown.

    A code belongs to one product, whatever its case.
    """

    privacy: ClassVar[Privacy] = not_personal("what is sold")
    record_kind: ClassVar[int] = PRODUCT

    name = models.CharField(max_length=300)
    code = models.CharField(max_length=100, default="")
    code_key = KeyField(max_length=100, default="")
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="products")
    currency = models.CharField(max_length=3, default="")
    unit_price = models.BigIntegerField(null=True)
    unit_cost = models.BigIntegerField(null=True)
    description = models.TextField(default="")
    is_active = models.BooleanField(default=True)

    class Meta:
        db_table = "product"
        constraints = [
            models.UniqueConstraint(fields=["code_key"], condition=~models.Q(code_key=""), name="product_code_once"),
        ]
        indexes = [
            models.Index(fields=["name_key", "id"], name="product_by_name"),
            models.Index(fields=["code_key", "id"], name="product_by_code"),
            models.Index(fields=["created_at", "id"], name="product_by_creation"),
            in_trash("product_in_trash"),
        ]

    def __str__(self) -> str:
        return self.name
