"""Which requests are undone."""

from typing import ClassVar

from django.db import models

from amity.kernel.privacy import Privacy


class Undoing(models.Model):
    """A request that is undone now, and the request that did it; gone when that one is undone in turn."""

    privacy: ClassVar[Privacy] = Privacy(
        "who undid a change, as a number", "not exported: the facts tell it", "stays: it names no person"
    )

    request_id = models.CharField(max_length=36, primary_key=True)
    undone_by = models.CharField(max_length=36, unique=True)
    account_id = models.BigIntegerField(null=True)
    undone_at = models.DateTimeField()

    class Meta:
        db_table = "undoing"

    def __str__(self) -> str:
        return f"{self.request_id} undone by {self.undone_by}"
