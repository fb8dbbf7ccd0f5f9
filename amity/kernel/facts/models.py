"""The log, its about index, and how far each reader has come."""

from typing import ClassVar

from django.db import models

from amity.kernel.privacy import Privacy, not_personal


class StoredFact(models.Model):
    """One thing that happened. Ids are in commit order, so `id > cursor` is all a reader needs."""

    privacy: ClassVar[Privacy] = Privacy(
        "what the fields hold that its kind names as personal, and who acted",
        "with the records the fact is about, as the timeline tells it",
        "the personal fields of the kind are blanked; kind, time and links stay, so the log stays whole",
    )

    kind = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    origin = models.CharField(max_length=8)
    actor_id = models.BigIntegerField(null=True)
    caused_by = models.BigIntegerField(null=True)
    depth = models.PositiveSmallIntegerField(default=0)
    request_id = models.CharField(max_length=36, null=True)  # noqa: DJ001 - absent and empty differ
    idempotency_key = models.CharField(max_length=120, null=True)  # noqa: DJ001 - most have none
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    about = models.JSONField()
    data = models.JSONField()

    class Meta:
        db_table = "fact"
        indexes = [
            # Without imports, which keep one number for millions of facts: a request of a person is found to be undone.
            models.Index(
                fields=["request_id"],
                condition=models.Q(request_id__isnull=False) & ~models.Q(origin="import"),
                name="fact_by_request",
            ),
        ]
        constraints = [
            # Partial: an index over NULLs would cost 24 bytes a fact.
            models.UniqueConstraint(
                fields=["idempotency_key"], condition=models.Q(idempotency_key__isnull=False), name="fact_once_a_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class FactAbout(models.Model):
    """Which records a fact is about, clustered so that any record's timeline is one index range."""

    privacy: ClassVar[Privacy] = not_personal("numbers that link facts to records")

    pk = models.CompositePrimaryKey("record_kind", "record_id", "occurred_at", "fact_id")
    record_kind = models.SmallIntegerField()
    record_id = models.BigIntegerField()
    occurred_at = models.DateTimeField()
    fact_id = models.BigIntegerField()
    group_number = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "fact_about"
        indexes = [
            # One heading of a timeline is one range too, however many other facts the record has.
            models.Index(
                fields=["record_kind", "record_id", "group_number", "occurred_at", "fact_id"],
                name="fact_about_by_group",
            ),
        ]

    def __str__(self) -> str:
        return f"fact {self.fact_id} about {self.record_kind}:{self.record_id}"


class Occurrence(models.Model):
    """What records are counted by, one row each time it happened: `kind` is the number a kind of fact `occurs` under.

    Two keys, for two questions: when did it happen with this record, and with which records did it happen then.
    """

    privacy: ClassVar[Privacy] = not_personal("numbers that say when something happened with a record")

    pk = models.CompositePrimaryKey("kind", "record_kind", "record_id", "occurred_at", "subject_id")
    kind = models.SmallIntegerField()
    record_kind = models.SmallIntegerField()
    record_id = models.BigIntegerField()
    occurred_at = models.DateTimeField()
    subject_id = models.BigIntegerField()

    class Meta:
        db_table = "occurrence"
        indexes = [
            models.Index(fields=["kind", "record_kind", "occurred_at", "record_id"], name="occurrence_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} with {self.record_kind}:{self.record_id}"


class ReaderCursor(models.Model):
    """The last fact a reader has dealt with."""

    privacy: ClassVar[Privacy] = not_personal("how far readers have come")

    reader = models.CharField(max_length=64, primary_key=True)
    fact_id = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "fact_reader"

    def __str__(self) -> str:
        return f"{self.reader} at {self.fact_id}"


class ParkedFact(models.Model):
    """A fact a reader failed on, set aside so that the others go on; an administrator retries or drops it."""

    privacy: ClassVar[Privacy] = Privacy(
        "the error text of a reader, which may quote a value",
        "not exported: the fact itself is",
        "`error` of facts about the person is blanked",
    )

    reader = models.CharField(max_length=64)
    fact_id = models.BigIntegerField()
    error = models.TextField()
    attempts = models.PositiveSmallIntegerField(default=1)
    parked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "fact_parked"
        constraints = [models.UniqueConstraint(fields=["reader", "fact_id"], name="fact_parked_once")]

    def __str__(self) -> str:
        return f"{self.reader} failed on {self.fact_id}"
