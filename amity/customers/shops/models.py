"""Shops, what they delivered, and what they said of each thing."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amity.kernel.ids import new_uid
from amity.kernel.privacy import Privacy, not_personal
from amity.kernel.text import KeyField

LONGEST_BODY = 2_000_000


class Kind(models.TextChoices):
    """Whose language a shop speaks."""

    SHOPIFY = "shopify", "Shopify"
    WOOCOMMERCE = "woocommerce", "WooCommerce"
    STRIPE = "stripe", "Stripe"


class State(models.TextChoices):
    """What became of a delivery."""

    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    IGNORED = "ignored", _("Ignored")
    FAILED = "failed", _("Failed")


class Shop(models.Model):
    """A shop that may deliver to `/in/shops/<uid>`. `source` names it on external ids.

    `secret` is sealed. `rejected` counts deliveries whose signature was wrong: nothing else is kept of those.
    """

    privacy: ClassVar[Privacy] = not_personal("which shops are connected")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(max_length=60)
    source = KeyField(max_length=64, unique=True)
    secret = models.TextField()
    keep_days = models.PositiveIntegerField(default=90)
    rejected = models.PositiveIntegerField(default=0)
    rejected_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "shop"

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One delivery as it came: `body` byte for byte, and the headers that say what it is.

    `thing` is what it is about (“order 450789469”), `customer` what the shop calls the customer it concerns, `asks`
    what the law makes the shop ask (“erasure”, “data”, “shop erasure”). `reason` says what became of it.
    """

    privacy: ClassVar[Privacy] = Privacy(
        "what a shop told of an order or a customer, as it came: names, addresses, what was bought",
        "with the person, as long as it is kept",
        "`body` of what concerns the person is emptied; that it came stays",
    )

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    delivery_id = KeyField(max_length=200)
    topic = models.CharField(max_length=80)
    headers = models.JSONField(default=dict)
    body = models.BinaryField()
    received_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.TextField(default="")
    thing = models.CharField(max_length=160, default="")
    customer = KeyField(max_length=120, default="")
    asks = models.CharField(max_length=16, default="")
    worked_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "shop_delivery"
        constraints = [models.UniqueConstraint(fields=["shop", "delivery_id"], name="shop_delivery_once")]
        indexes = [
            models.Index(fields=["shop", "-id"], name="shop_delivery_newest"),
            models.Index(fields=["shop", "state", "-id"], name="shop_delivery_by_state"),
            models.Index(fields=["shop", "customer"], name="shop_delivery_by_customer"),
            models.Index(fields=["received_at"], name="shop_delivery_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.delivery_id}"


class ShopThing(models.Model):
    """What a shop said of one of its orders, customers or products (see `merging`), and what we made of it.

    `record_id` is the record of that kind, null as long as there is none. `applied` is what was written to records
    because of it: what people change afterwards is theirs.
    """

    privacy: ClassVar[Privacy] = Privacy(
        "what a shop said last of an order or a customer: names, addresses, what was bought",
        "with the person",
        "deleted with the person",
    )

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="things", db_index=False)
    kind = models.CharField(max_length=8)
    value = KeyField(max_length=120)
    record_id = models.BigIntegerField(null=True)
    state: Any = models.JSONField(default=dict)
    applied: Any = models.JSONField(default=dict)

    class Meta:
        db_table = "shop_thing"
        constraints = [models.UniqueConstraint(fields=["shop", "kind", "value"], name="shop_thing_once")]
        indexes = [models.Index(fields=["shop", "kind", "record_id"], name="shop_thing_of_record")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
