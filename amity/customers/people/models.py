"""People and how to reach them."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from amity.customers.companies.models import Company
from amity.customers.people.stages import Stage
from amity.kernel.privacy import Privacy
from amity.kernel.text import KeyField
from amity.records.kinds.models import Record, in_trash
from amity.records.kinds.numbers import PERSON


class Person(Record):
    """A person. `name` is what we show: the full name as given, else given and family name, else an address."""

    privacy: ClassVar[Privacy] = Privacy(
        "names, language, time zone and what is written about a person",
        "with the person",
        "all text fields, sort key and search text blanked; the row stays as a number for orders and facts",
    )
    record_kind: ClassVar[int] = PERSON

    # Here and below: an index that begins with this key is there already; a second one only slows imports.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    name = models.CharField(max_length=300)
    given_name = models.CharField(max_length=150, default="")
    family_name = models.CharField(max_length=150, default="")
    full_name = models.CharField(max_length=300, default="")
    stage = models.CharField(max_length=16, choices=Stage.choices, default=Stage.NONE)
    language = models.CharField(max_length=35, default="")
    time_zone = models.CharField(max_length=64, default="")
    about = models.TextField(default="")
    given_key = KeyField(max_length=150, default="", of="given_name")
    family_key = KeyField(max_length=150, default="", of="family_name")
    language_key = KeyField(max_length=35, default="", of="language")

    class Meta:
        db_table = "person"
        indexes = [
            models.Index(fields=["name_key", "id"], name="person_by_name"),
            models.Index(fields=["created_at", "id"], name="person_by_creation"),
            models.Index(fields=["owner", "name_key", "id"], name="person_by_owner"),
            in_trash("person_in_trash"),
        ]

    def __str__(self) -> str:
        return self.name


def _one_primary(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=["person"], condition=models.Q(is_primary=True), name=name)


class PersonEmail(models.Model):
    """An e-mail address of a person: as typed, and the key it is matched by."""

    privacy: ClassVar[Privacy] = Privacy("e-mail addresses", "with the person", "deleted")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="emails", db_index=False)
    address = models.CharField(max_length=254)
    address_key = KeyField(max_length=254)
    label = models.CharField(max_length=40, default="")
    is_primary = models.BooleanField(default=False)

    class Meta:
        db_table = "person_email"
        constraints = [
            models.UniqueConstraint(fields=["person", "address_key"], name="person_email_once"),
            _one_primary("person_email_one_primary"),
        ]
        indexes = [models.Index(fields=["address_key"], name="person_email_by_key")]

    def __str__(self) -> str:
        return self.address


class PersonPhone(models.Model):
    """A phone number: as typed, and in E.164 where it could be read ('' where not)."""

    privacy: ClassVar[Privacy] = Privacy("phone numbers", "with the person", "deleted")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="phones")
    typed = models.CharField(max_length=60)
    e164 = KeyField(max_length=20, default="")
    label = models.CharField(max_length=40, default="")
    is_primary = models.BooleanField(default=False)

    class Meta:
        db_table = "person_phone"
        constraints = [_one_primary("person_phone_one_primary")]
        indexes = [models.Index(fields=["e164"], name="person_phone_by_number")]

    def __str__(self) -> str:
        return self.typed


class PersonAddress(models.Model):
    """A postal address; `country` is ISO 3166 alpha-2 where it could be read, else as given."""

    privacy: ClassVar[Privacy] = Privacy("postal addresses", "with the person", "deleted")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    street = models.CharField(max_length=300, default="")
    city = models.CharField(max_length=120, default="")
    region = models.CharField(max_length=120, default="")
    postal_code = models.CharField(max_length=30, default="")
    country = models.CharField(max_length=80, default="")
    label = models.CharField(max_length=40, default="")
    is_primary = models.BooleanField(default=False)

    city_key = KeyField(max_length=120, default="", of="city")
    region_key = KeyField(max_length=120, default="", of="region")
    postal_key = KeyField(max_length=30, default="", of="postal_code")
    country_key = KeyField(max_length=80, default="", of="country")

    class Meta:
        db_table = "person_address"
        constraints = [_one_primary("person_address_one_primary")]
        indexes = [models.Index(fields=["city_key", "person"], name="person_address_by_city")]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.street, self.postal_code, self.city, self.country) if part)


class Employment(models.Model):
    """A person works with a company, in a role."""

    privacy: ClassVar[Privacy] = Privacy("where a person works, and as what", "with the person", "deleted")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="employments", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="employments")
    role = models.CharField(max_length=160, default="")
    is_primary = models.BooleanField(default=False)
    role_key = KeyField(max_length=160, default="", of="role")

    class Meta:
        db_table = "employment"
        constraints = [
            models.UniqueConstraint(fields=["person", "company"], name="employment_once"),
            _one_primary("employment_one_primary"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.company_id}"
