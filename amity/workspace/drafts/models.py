"""What somebody has typed and not saved yet."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from amity.kernel.privacy import Privacy
from amity.kernel.text import KeyField


class Draft(models.Model):
    """The fields of one form, by the key of the form: one draft a form and account."""

    privacy: ClassVar[Privacy] = Privacy(
        "what a colleague has typed and not saved yet, which may tell of anybody",
        "with the account that typed it",
        "deleted when it is saved or given up, after 30 days, and with the account",
    )

    # The constraint below begins with it.
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = KeyField(max_length=200)
    fields = models.JSONField()
    updated_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "draft"
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.key} of {self.account_id}"
