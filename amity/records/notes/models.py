"""Notes."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from amity.kernel.ids import new_uid
from amity.kernel.privacy import Privacy


class Note(models.Model):
    """Something written down about a record."""

    privacy: ClassVar[Privacy] = Privacy(
        "free text about a record, and who wrote it",
        "with the record it is about",
        "text of a person's notes blanked; the author stays as a number",
    )

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    record_kind = models.SmallIntegerField()
    record_id = models.BigIntegerField()
    text = models.TextField()
    occurred_at = models.DateTimeField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        db_table = "note"
        indexes = [models.Index(fields=["record_kind", "record_id", "occurred_at"], name="note_of_record")]

    def __str__(self) -> str:
        return self.text[:60]
