"""The names that events were told under."""

from typing import ClassVar

from django.db import models

from amity.kernel.privacy import Privacy, not_personal
from amity.kernel.text import KeyField


class TrackedName(models.Model):
    """A name of events. `number` is what they are counted under, fixed for ever (see `counting`)."""

    privacy: ClassVar[Privacy] = not_personal("names of events, which programs chose")

    number = models.SmallIntegerField(primary_key=True)
    name = KeyField(max_length=60, unique=True)
    first_seen_at = models.DateTimeField()

    class Meta:
        db_table = "tracked_name"

    def __str__(self) -> str:
        return self.name
