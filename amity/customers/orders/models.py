"""Orders, their lines, and what they add up to per customer."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from amity.customers.catalogue.models import Product
from amity.customers.companies.models import Company
from amity.customers.people.models import Person
from amity.kernel.privacy import Privacy
from amity.kernel.text import KeyField
from amity.records.kinds.models import Record, in_trash
from amity.records.kinds.numbers import ORDER


class Status(models.TextChoices):
    """How far an order has come. A cancelled order counts for nothing."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    PAID = "paid", _("Paid")
    SHIPPED = "shipped", _("Shipped")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")


def has_no_customer() -> IsNull:
    """The condition of orders without a customer, and of the index that finds them.

    Not two IS NULLs: SQLite would then read all orders without a company by that key's index.
    """
    return IsNull(Coalesce("person_id", "company_id"), True)


NOT_CONVERTED = models.Q(net__isnull=False, net_home__isnull=True)
"""Orders with an amount but no rate for their day; the condition of the index that finds them."""


class HasHappened(models.Func):
    """Whether a status is that of an order that counts.

    Written out: SQLite takes no partial index for a query whose values come as parameters.
    """

    template = "%(expressions)s NOT IN ('cancelled', 'draft')"
    output_field = models.BooleanField()


COUNTED = models.Q(is_refund=False) & models.Q(HasHappened("status"))
"""Orders that count as bought."""

_COUNTED_AND_KEPT = COUNTED & models.Q(trashed_at__isnull=True)


class Order(Record):
    """One invoice or order. `name_key` sorts by number.

    `net` (after discounts, before tax), `discount`, `tax` and `total` are minor units of `currency`; `net` and
    `total` are None where the source gave neither lines nor a total. `net_home` is `net` in the home currency at the
    day's rate, None while not converted. `is_refund`: only negative lines, so it lowers value and is no order.
    `line_count` lines make up `net`; without any, `net` and `total` are what the source gave.
    """

    privacy: ClassVar[Privacy] = Privacy(
        "what a person ordered, when and for how much; the title may be free text",
        "with the person",
        "the link to the person and the title are blanked; amounts and dates stay for the books",
    )
    record_kind: ClassVar[int] = ORDER

    number = models.CharField(max_length=100, default="")
    title = models.CharField(max_length=300, default="")
    # Composite indexes below begin with these three keys: one of their own would only slow writing.
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="orders", db_index=False)
    company = models.ForeignKey(Company, null=True, on_delete=models.SET_NULL, related_name="orders", db_index=False)
    ordered_at = models.DateTimeField()
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.COMPLETED)
    channel = models.CharField(max_length=60, default="")
    net = models.BigIntegerField(null=True)
    discount = models.BigIntegerField(default=0)
    tax = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    net_home = models.BigIntegerField(null=True)
    is_refund = models.BooleanField(default=False)
    line_count = models.PositiveIntegerField(default=0)
    channel_key = KeyField(max_length=60, default="", of="channel")

    class Meta:
        db_table = "customer_order"
        indexes = [
            models.Index(fields=["ordered_at", "id"], name="order_by_date"),
            models.Index(fields=["name_key", "id"], name="order_by_number"),
            models.Index(fields=["person", "ordered_at", "id"], name="order_by_person"),
            models.Index(fields=["company", "ordered_at", "id"], name="order_by_company"),
            models.Index(
                fields=["ordered_at", "id"],
                condition=models.Q(has_no_customer()),
                name="order_without_customer",
            ),
            models.Index(fields=["ordered_at", "id"], condition=NOT_CONVERTED, name="order_not_converted"),
            # Who bought in a span of time, and what one bought, without a look at the rows.
            models.Index(fields=["ordered_at", "person"], condition=_COUNTED_AND_KEPT, name="order_counted_by_time"),
            models.Index(
                fields=["person", "ordered_at", "is_refund", "net_home"],
                condition=models.Q(HasHappened("status"), trashed_at__isnull=True),
                name="order_counted_by_person",
            ),
            in_trash("order_in_trash"),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.ordered_at:%Y-%m-%d}"


class OrderLine(models.Model):
    """One line. `quantity`, `unit_price`, `discount` and `net` are millionths; net = quantity x price - discount."""

    privacy: ClassVar[Privacy] = Privacy(
        "what stood on an order", "with the order", "stays for the books, as no part of it names a person"
    )

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines", db_index=False)
    position = models.PositiveIntegerField()
    # A product on orders is not deleted; where a line comes meanwhile, the database refuses.
    product = models.ForeignKey(Product, null=True, on_delete=models.DO_NOTHING, related_name="+")
    description = models.CharField(max_length=300, default="")
    quantity = models.BigIntegerField()
    unit_price = models.BigIntegerField()
    discount = models.BigIntegerField(default=0)
    net = models.BigIntegerField()

    class Meta:
        db_table = "customer_order_line"
        constraints = [models.UniqueConstraint(fields=["order", "position"], name="order_line_once")]

    def __str__(self) -> str:
        return self.description


class Totals(models.Model):
    """What orders add up to, in the home currency (minor units); a projection, rebuilt from the orders.

    `net` = `bought` + `returned` (returned is negative); `not_converted` orders are in neither, nor are cancelled
    ones and drafts. `last_order_key` is `last_order_at` in seconds since 1970, 0 where there is none, to sort by.
    """

    privacy: ClassVar[Privacy] = Privacy(
        "what a customer's orders add up to; computed from the orders",
        "with the person or company",
        "deleted with the person; computed anew for a company",
    )

    orders = models.PositiveIntegerField(default=0)
    refunds = models.PositiveIntegerField(default=0)
    bought = models.BigIntegerField(default=0)
    returned = models.BigIntegerField(default=0)
    net = models.BigIntegerField(default=0)
    not_converted = models.PositiveIntegerField(default=0)
    first_order_at = models.DateTimeField(null=True)
    last_order_at = models.DateTimeField(null=True)
    last_order_key = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


class PersonTotals(Totals):
    """One row per person, made with the person."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="totals")

    class Meta:
        db_table = "person_totals"
        indexes = [
            models.Index(fields=["net", "person"], name="person_totals_by_net"),
            models.Index(fields=["orders", "person"], name="person_totals_by_orders"),
            models.Index(fields=["last_order_key", "person"], name="person_totals_by_last"),
        ]

    def __str__(self) -> str:
        return f"totals of person {self.person_id}"


class CompanyTotals(Totals):
    """One row per company, made with the company."""

    company = models.OneToOneField(Company, primary_key=True, on_delete=models.CASCADE, related_name="totals")

    class Meta:
        db_table = "company_totals"
        indexes = [
            models.Index(fields=["net", "company"], name="company_totals_by_net"),
            models.Index(fields=["orders", "company"], name="company_totals_by_orders"),
            models.Index(fields=["last_order_key", "company"], name="company_totals_by_last"),
        ]

    def __str__(self) -> str:
        return f"totals of company {self.company_id}"


class CurrencyTotals(models.Model):
    """The same per currency, in its minor units, for a person or a company."""

    privacy: ClassVar[Privacy] = Privacy(
        "what a customer's orders add up to, per currency; computed from the orders",
        "with the person or company",
        "deleted with the person; computed anew for a company",
    )

    record_kind = models.SmallIntegerField()
    record_id = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    orders = models.PositiveIntegerField(default=0)
    refunds = models.PositiveIntegerField(default=0)
    bought = models.BigIntegerField(default=0)
    returned = models.BigIntegerField(default=0)
    net = models.BigIntegerField(default=0)

    class Meta:
        db_table = "currency_totals"
        constraints = [
            models.UniqueConstraint(fields=["record_kind", "record_id", "currency"], name="currency_totals_once"),
        ]

    def __str__(self) -> str:
        return f"{self.record_kind}:{self.record_id} in {self.currency}"
