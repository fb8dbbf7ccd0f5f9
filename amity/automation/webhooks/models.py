"""Endpoints, and what became of every try to reach one."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from amity.kernel.facts.refs import Ref
from amity.kernel.ids import new_uid
from amity.kernel.privacy import Privacy
from amity.records.kinds.numbers import WEBHOOK


class Endpoint(models.Model):
    """A program that is told what happened. Secrets are sealed (`kernel/secrets`)."""

    privacy: ClassVar[Privacy] = Privacy(
        "where another program is reached, and the colleague with whose rights it is told",
        "with the account of its owner",
        "kept: it is the organisation's; the account behind it is erased by itself",
    )

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    url = models.CharField(max_length=2000)
    description = models.CharField(max_length=200, default="")
    kinds = models.JSONField(default=list)
    about_kind = models.CharField(max_length=32, default="")
    filter_text = models.TextField(default="")
    includes_history = models.BooleanField(default=False)
    secret = models.TextField()
    old_secret = models.TextField(default="")
    old_secret_until = models.DateTimeField(null=True)
    is_paused = models.BooleanField(default=False)
    owner = models.ForeignKey("workspace_accounts.Account", on_delete=models.PROTECT, related_name="+")
    # What was there before it is not told.
    after_fact = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "webhook_endpoint"

    def __str__(self) -> str:
        return self.description or self.url

    @property
    def ref(self) -> Ref:
        return Ref(WEBHOOK, self.pk)

    @property
    def lane(self) -> str:
        """Its lane in the outbox."""
        return f"webhook:{self.pk}"

    @property
    def test_lane(self) -> str:
        """Where test messages go: they wait for nothing."""
        return f"webhook-test:{self.pk}"


class Attempt(models.Model):
    """One try to deliver one event. `status` is the answer's, None when none came."""

    privacy: ClassVar[Privacy] = Privacy(
        "the beginning of what another program answered, which may quote a value",
        "not exported: it is the other program's",
        "deleted after 30 days",
    )

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="attempts")
    event_uid = models.UUIDField()
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    milliseconds = models.PositiveIntegerField(default=0)
    answer = models.TextField(default="")
    error = models.TextField(default="")
    is_left_out = models.BooleanField(default=False)

    class Meta:
        db_table = "webhook_attempt"
        indexes = [
            models.Index(fields=["event_uid", "id"], name="webhook_attempt_of_event"),
            models.Index(fields=["at"], name="webhook_attempt_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.event_uid}: {self.status or self.error}"
