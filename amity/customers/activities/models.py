"""Calls and meetings, with whom, when, how long."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amity.kernel.ids import new_uid
from amity.kernel.privacy import Privacy


class Kind(models.TextChoices):
    CALL = "call", _("Call")
    MEETING = "meeting", _("Meeting")


class Activity(models.Model):
    """A call or meeting about one record. `minutes` is None where nobody counted."""

    privacy: ClassVar[Privacy] = Privacy(
        "what was said in a call or meeting, when, and who wrote it",
        "with the record it is about",
        "text of a person's calls and meetings blanked; kind, time and minutes stay",
    )

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    record_kind = models.SmallIntegerField()
    record_id = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.TextField()
    minutes = models.PositiveIntegerField(null=True)
    occurred_at = models.DateTimeField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        db_table = "activity"
        indexes = [models.Index(fields=["record_kind", "record_id", "occurred_at"], name="activity_of_record")]

    def __str__(self) -> str:
        return f"{self.kind} on {self.occurred_at:%Y-%m-%d}"
