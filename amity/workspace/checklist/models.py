"""What people said of their first steps."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from amity.kernel.privacy import Privacy

DONE, SKIPPED, OPEN = "done", "skipped", "open"


class ItemMark(models.Model):
    """One person's word on one item; without a row it is open, or done when what is there says so."""

    privacy: ClassVar[Privacy] = Privacy(
        "which first steps a colleague marked as done or skipped", "with the account", "deleted with the account"
    )

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    item = models.CharField(max_length=40)
    state = models.CharField(max_length=8)

    class Meta:
        db_table = "checklist_item_mark"
        constraints = [models.UniqueConstraint(fields=["account", "item"], name="checklist_item_mark_once")]

    def __str__(self) -> str:
        return f"{self.item}: {self.state}"
