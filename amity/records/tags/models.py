"""Tags, chosen by people, on records of any kind."""

from typing import ClassVar

from django.db import models

from amity.kernel.ids import new_uid
from amity.kernel.privacy import Privacy, not_personal
from amity.kernel.text import KeyField


class Tag(models.Model):
    """A word people put on records; `tint` (0 to 5) is its dot."""

    privacy: ClassVar[Privacy] = not_personal("words of the organisation; a tag must not name a person")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    name = models.CharField(max_length=60)
    name_key = KeyField(max_length=60, unique=True)
    tint = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "tag"

    def __str__(self) -> str:
        return self.name


class Tagging(models.Model):
    """A tag on a record."""

    privacy: ClassVar[Privacy] = Privacy("which tags a person carries", "with the person", "deleted with the person")

    # The index below begins with it: one of its own would only slow imports.
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="taggings", db_index=False)
    record_kind = models.SmallIntegerField()
    record_id = models.BigIntegerField()

    class Meta:
        db_table = "tagging"
        constraints = [
            models.UniqueConstraint(fields=["record_kind", "record_id", "tag"], name="tagging_once"),
        ]
        indexes = [models.Index(fields=["tag", "record_kind", "record_id"], name="tagging_by_tag")]

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.record_kind}:{self.record_id}"
