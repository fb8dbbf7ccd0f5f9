"""Products and the categories they stand in."""

from typing import ClassVar

from django.db import models

from amity.kernel.ids import new_uid
from amity.kernel.text import KeyField
from amity.records.kinds.models import Record
from amity.records.kinds.numbers import PRODUCT


class Category(models.Model):
    """A shelf of the catalogue; shelves may stand in shelves."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    name = models.CharField(max_length=200)
    name_key = KeyField(max_length=200)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")

    class Meta:
        db_table = "product_category"
        constraints = [
            models.UniqueConstraint(fields=["parent", "name_key"], nulls_distinct=False, name="product_category_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Product(Record):
    """Something we sell. `unit_price` and `unit_cost` are millionths of `currency`, None where unknown."""

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
        indexes = [
            models.Index(fields=["name_key", "id"], name="product_by_name"),
            models.Index(fields=["code_key", "id"], name="product_by_code"),
            models.Index(fields=["created_at", "id"], name="product_by_creation"),
        ]

    def __str__(self) -> str:
        return self.name
