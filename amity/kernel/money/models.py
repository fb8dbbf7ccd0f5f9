"""Dated exchange rates."""

from typing import ClassVar

from django.db import models

from amity.kernel.privacy import Privacy, not_personal


class Rate(models.Model):
    """One unit of `currency` was worth `millionths` / 1,000,000 units of `home` from `day` on."""

    privacy: ClassVar[Privacy] = not_personal("exchange rates")

    home = models.CharField(max_length=3)
    currency = models.CharField(max_length=3)
    day = models.DateField()
    millionths = models.BigIntegerField()

    class Meta:
        db_table = "money_rate"
        constraints = [
            models.UniqueConstraint(fields=["home", "currency", "day"], name="money_rate_once_a_day"),
            models.CheckConstraint(condition=models.Q(millionths__gt=0), name="money_rate_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} in {self.home} from {self.day}"
