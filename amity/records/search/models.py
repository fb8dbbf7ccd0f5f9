"""What an account looked at last."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from amity.kernel.privacy import Privacy


class RecentRecord(models.Model):
    """A record an account has seen, once, with the last time."""

    privacy: ClassVar[Privacy] = Privacy(
        "which records an account looked at last (the newest 20)", "with the account", "deleted with the account"
    )

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    record_kind = models.SmallIntegerField()
    record_id = models.BigIntegerField()
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "recent_record"
        constraints = [
            models.UniqueConstraint(fields=["account", "record_kind", "record_id"], name="recent_record_once")
        ]

    def __str__(self) -> str:
        return f"{self.record_kind}:{self.record_id}"
