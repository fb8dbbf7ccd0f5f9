"""The organisation's own settings: one row."""

from django.db import models


class Organisation(models.Model):
    """The business this database belongs to."""

    name = models.CharField(max_length=200, default="")
    home_currency = models.CharField(max_length=3, default="EUR")
    time_zone = models.CharField(max_length=64, default="UTC")
    default_region = models.CharField(max_length=2, default="")
    has_home_currency = models.BooleanField(default=False)

    class Meta:
        db_table = "organisation"

    def __str__(self) -> str:
        return self.name
