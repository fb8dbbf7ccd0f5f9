"""What every record has, and the keys other systems know it by."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from amity.kernel.facts.refs import Ref
from amity.kernel.ids import new_uid
from amity.kernel.privacy import Privacy, not_personal
from amity.kernel.text import KeyField


class Record(models.Model):
    """The base of what people keep: public key, version, owner, team, and the text it sorts and is found by.

    `record_kind` is the fixed number of its kind. `version` is raised by every command, never by projections.
    `trashed_at` is null for all that live; who put it there is the number of an account.
    """

    record_kind: ClassVar[int]

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    name_key = KeyField(max_length=200)
    search_text = models.TextField(default="")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    team = models.ForeignKey("workspace_teams.Team", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    trashed_at = models.DateTimeField(null=True)
    # No foreign key: removing an account would read every record for it.
    trashed_by = models.BigIntegerField(null=True)

    class Meta:
        abstract = True

    @property
    def ref(self) -> Ref:
        return Ref(self.record_kind, self.pk)


def in_trash(name: str) -> models.Index:
    """The index of a kind's trash; a kind's Meta names it among its indexes."""
    return models.Index(fields=["trashed_at", "id"], condition=models.Q(trashed_at__isnull=False), name=name)


class ExternalId(models.Model):
    """What another system calls a record: any number per record, unique per kind, source and value."""

    privacy: ClassVar[Privacy] = Privacy(
        "the number another system gave a person", "with the person", "deleted with the person"
    )

    record_kind = models.SmallIntegerField()
    source = KeyField(max_length=64)
    value = KeyField(max_length=200)
    record_id = models.BigIntegerField()

    class Meta:
        db_table = "external_id"
        constraints = [
            models.UniqueConstraint(fields=["record_kind", "source", "value"], name="external_id_once"),
        ]
        indexes = [models.Index(fields=["record_kind", "record_id"], name="external_id_of_record")]

    def __str__(self) -> str:
        return f"{self.source}:{self.value}"


class SampleRecord(models.Model):
    """A record that came with the demo company. `is_kept`: a removal has been there and left it."""

    privacy: ClassVar[Privacy] = not_personal("numbers of invented records")

    pk = models.CompositePrimaryKey("record_kind", "record_id")
    record_kind = models.SmallIntegerField()
    record_id = models.BigIntegerField()
    is_kept = models.BooleanField(default=False)

    class Meta:
        db_table = "sample_record"

    def __str__(self) -> str:
        return f"sample {self.record_kind}:{self.record_id}"
