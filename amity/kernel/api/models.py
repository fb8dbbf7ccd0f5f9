"""Answers kept for whoever asks twice, and how many calls were made this minute."""

from typing import ClassVar

from django.db import models

from amity.kernel.privacy import Privacy, not_personal


class KeptAnswer(models.Model):
    """The answer to a POST that carried an idempotency key, written in the transaction of what it did."""

    privacy: ClassVar[Privacy] = Privacy(
        "what the answer to a program held, for a day", "not exported: a copy of the records", "deleted after a day"
    )

    caller = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    # Of method, path and body: a key stands for one request.
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(default="")
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "api_kept_answer"
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="api_kept_answer_once")]
        indexes = [models.Index(fields=["kept_at"], name="api_kept_answer_by_age")]

    def __str__(self) -> str:
        return f"{self.caller} {self.key}"


class CallCount(models.Model):
    """How many calls of one minute a caller's processes have been granted."""

    privacy: ClassVar[Privacy] = not_personal("how often a program calls")

    caller = models.CharField(max_length=40, primary_key=True)
    # Minutes since 1970.
    minute = models.BigIntegerField()
    granted = models.BigIntegerField()

    class Meta:
        db_table = "api_call_count"

    def __str__(self) -> str:
        return f"{self.caller}: {self.granted}"
