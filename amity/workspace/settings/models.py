"""The organisation's own settings: one row."""

from typing import ClassVar

from django.db import models

from amity.kernel.facts.refs import Ref
from amity.kernel.privacy import Privacy, not_personal

# Fixed for ever; stands on facts. records/kinds lists it as taken.
ORGANISATION_KIND = 13
ONLY_ROW = 1


class Organisation(models.Model):
    """The business this database belongs to. `has_home_currency`: somebody chose it, it is not just our default."""

    privacy: ClassVar[Privacy] = not_personal("settings of the organisation")

    name = models.CharField(max_length=200, default="")
    home_currency = models.CharField(max_length=3, default="EUR")
    time_zone = models.CharField(max_length=64, default="UTC")
    default_region = models.CharField(max_length=2, default="")
    has_home_currency = models.BooleanField(default=False)

    class Meta:
        db_table = "organisation"

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        return Ref(ORGANISATION_KIND, ONLY_ROW)
