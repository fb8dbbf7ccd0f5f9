"""Companies, their web domains and where they are."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from amity.kernel.privacy import Privacy
from amity.kernel.text import KeyField
from amity.records.kinds.models import Record, in_trash
from amity.records.kinds.numbers import COMPANY


class Company(Record):
    """An organisation. `employees` is its size in heads, None where unknown; `country` is ISO 3166 or as given."""

    privacy: ClassVar[Privacy] = Privacy(
        "name, phone and address of an organisation, which may be one person's trade",
        "when the company is a person's own",
        "name, phone, street and `about` blanked for a person's own trade, else nothing",
    )
    record_kind: ClassVar[int] = COMPANY

    # Here and below: an index that begins with this key is there already; a second one only slows imports.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    name = models.CharField(max_length=300)
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="subsidiaries")
    industry = models.CharField(max_length=120, default="")
    employees = models.PositiveIntegerField(null=True)
    phone_typed = models.CharField(max_length=60, default="")
    phone_e164 = KeyField(max_length=20, default="")
    street = models.CharField(max_length=300, default="")
    city = models.CharField(max_length=120, default="")
    region = models.CharField(max_length=120, default="")
    postal_code = models.CharField(max_length=30, default="")
    country = models.CharField(max_length=80, default="")
    about = models.TextField(default="")
    industry_key = KeyField(max_length=120, default="", of="industry")
    city_key = KeyField(max_length=120, default="", of="city")
    region_key = KeyField(max_length=120, default="", of="region")
    postal_key = KeyField(max_length=30, default="", of="postal_code")
    country_key = KeyField(max_length=80, default="", of="country")

    class Meta:
        db_table = "company"
        indexes = [
            models.Index(fields=["industry_key", "id"], name="company_by_industry"),
            models.Index(fields=["name_key", "id"], name="company_by_name"),
            models.Index(fields=["created_at", "id"], name="company_by_creation"),
            models.Index(fields=["owner", "name_key", "id"], name="company_by_owner"),
            in_trash("company_in_trash"),
        ]

    def __str__(self) -> str:
        return self.name


class CompanyDomain(models.Model):
    """A web domain of a company, lower case, without `www.`."""

    privacy: ClassVar[Privacy] = Privacy(
        "web domains, which may carry a person's name", "with the company", "deleted with the company's own data"
    )

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="domains", db_index=False)
    domain = KeyField(max_length=253)

    class Meta:
        db_table = "company_domain"
        constraints = [models.UniqueConstraint(fields=["company", "domain"], name="company_domain_once")]
        indexes = [models.Index(fields=["domain"], name="company_by_domain")]

    def __str__(self) -> str:
        return self.domain
