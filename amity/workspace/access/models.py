"""How far members see, per kind of record."""

from typing import ClassVar

from django.db import models

from amity.kernel.privacy import Privacy, not_personal


class Reach(models.TextChoices):
    """Whose records a member sees."""

    OWN = "own"
    TEAM = "team"
    EVERYONE = "everyone"


class Visibility(models.Model):
    """The reach of members and readers for one kind of record; without a row it is everyone's."""

    privacy: ClassVar[Privacy] = not_personal("a setting per kind of record")

    record_kind = models.SmallIntegerField(primary_key=True)
    reach = models.CharField(max_length=8, choices=Reach.choices, default=Reach.EVERYONE)

    class Meta:
        db_table = "access_visibility"

    def __str__(self) -> str:
        return f"{self.record_kind}: {self.reach}"
