"""The outbox: one row per effect on the outside world."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from amity.kernel.ids import new_uid
from amity.kernel.privacy import Privacy, not_personal


class State(models.TextChoices):
    """Where an effect stands. `unknown`: it may or may not have happened."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DONE = "done"
    FAILED = "failed"
    UNKNOWN = "unknown"


class OutgoingEffect(models.Model):
    """One thing to do outside, at most once unless its carrier repeats safely."""

    privacy: ClassVar[Privacy] = Privacy(
        "letters on their way: address and text",
        "with the account or person they go to",
        "`payload` and `error` blanked for effects to the person's addresses; the state stays",
    )

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    kind = models.CharField(max_length=32)
    payload = models.JSONField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    # Effects of one lane go out one after the other, in the order they were placed; see lanes.py.
    lane = models.CharField(max_length=64, null=True)  # noqa: DJ001 - most have none
    key = models.CharField(max_length=120, null=True, unique=True)  # noqa: DJ001 - unique needs NULL
    attempts = models.PositiveSmallIntegerField(default=0)
    run_after = models.DateTimeField(default=timezone.now)
    claim = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error = models.TextField(default="")
    actor_id = models.BigIntegerField(null=True)
    caused_by = models.BigIntegerField(null=True)
    request_id = models.CharField(max_length=36, null=True)  # noqa: DJ001 - as on facts
    placed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "outbox"
        indexes = [
            models.Index(
                fields=["run_after", "id"],
                condition=models.Q(state="waiting", lane__isnull=True),
                name="outbox_waiting",
            ),
            models.Index(
                fields=["lane", "id"],
                condition=models.Q(state="waiting", lane__isnull=False),
                name="outbox_lane_waiting",
            ),
            models.Index(fields=["lane", "id"], condition=models.Q(lane__isnull=False), name="outbox_by_lane"),
            models.Index(fields=["lease_until"], condition=models.Q(state="claimed"), name="outbox_claimed"),
            models.Index(fields=["id"], condition=models.Q(state__in=["failed", "unknown"]), name="outbox_troubled"),
            models.Index(fields=["ended_at"], condition=models.Q(state="done"), name="outbox_done"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}: {self.state}"


class OutboxLane(models.Model):
    """A row of effects that keep their order: one worker at a time carries them, under a lease of the whole lane."""

    privacy: ClassVar[Privacy] = not_personal("how far the effects of one receiver have come, and why not further")

    name = models.CharField(max_length=64, primary_key=True)
    is_held = models.BooleanField(default=False)
    claim = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    run_after = models.DateTimeField(default=timezone.now)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    error = models.TextField(default="")
    went_out_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outbox_lane"

    def __str__(self) -> str:
        return self.name
