"""Imports, what became of each of their rows, and the sample rows of a preview."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from amity.kernel.facts.refs import Ref
from amity.kernel.ids import new_uid
from amity.kernel.privacy import Privacy
from amity.kernel.text import KeyField
from amity.records.imports.states import Outcome, State
from amity.records.kinds.numbers import IMPORT


class Import(models.Model):
    """One file on its way to being records of one kind.

    `source` names the system the external ids of the file belong to. `stored_as` is a path inside the data folder.
    `guess`, `columns`, `mapping` and `options` are what a person may change before it runs. `position` is the number
    of the last row whose outcome is committed; `counts` maps outcome names to rows up to there, in step with ImportRow.
    `lease_owner` is the process that runs it, believed until `lease_until`.
    """

    privacy: ClassVar[Privacy] = Privacy(
        "name and stored copy of an imported file, sample cells of its columns",
        "not per person: the file is its owner's",
        "the stored file is deleted, sample cells and preview are blanked",
    )

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    record_kind = models.SmallIntegerField()
    source = KeyField(max_length=64)
    file_name = models.CharField(max_length=255)
    file_size = models.BigIntegerField()
    file_sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=255)
    guess = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    error = models.TextField(default="")
    preview = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)
    total_rows = models.PositiveIntegerField(null=True)
    stop_requested = models.BooleanField(default=False)
    lease_owner = models.CharField(max_length=120, default="")
    lease_until = models.DateTimeField(null=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "import"
        indexes = [models.Index(fields=["account", "id"], name="import_by_account")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def ref(self) -> Ref:
        return Ref(IMPORT, self.pk)

    @property
    def is_over(self) -> bool:
        return self.state in (State.DONE, State.CANCELLED, State.FAILED)

    @property
    def rows_done(self) -> int:
        """Rows with a committed outcome."""
        return sum(self.counts.values())


class ImportRow(models.Model):
    """What became of one row of the file, written with the records of its batch.

    `digest` tells whether a later row of the file says the same; `part` is the place of the order line a row
    stands for.
    `detail` holds problems, candidates and, for rows left out, their cells: personal, blanked by erasure.
    """

    privacy: ClassVar[Privacy] = Privacy(
        "cells of rows that were left out, and which record a row became",
        "with the record, as the row it came from",
        "`detail` of the person's rows is blanked; number and outcome stay, so the counts hold",
    )

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField()
    outcome = models.SmallIntegerField(choices=Outcome.choices)
    record_id = models.BigIntegerField(null=True)
    part = models.PositiveIntegerField(null=True)
    digest = models.BigIntegerField(default=0)
    detail = models.JSONField(null=True)

    class Meta:
        db_table = "import_row"
        indexes = [
            models.Index(fields=["of", "outcome", "number"], name="import_row_by_outcome"),
            models.Index(fields=["of", "record_id"], name="import_row_by_record"),
        ]

    def __str__(self) -> str:
        return f"row {self.number}: {self.get_outcome_display()}"


class SampleRow(models.Model):
    """One row of a preview: `title` is the record's name, `changes` maps labels to [before, after]."""

    privacy: ClassVar[Privacy] = Privacy(
        "name and changed values of some rows of a preview",
        "not exported: the record holds the same",
        "rows of the person are deleted",
    )

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="samples", db_index=False)
    number = models.PositiveIntegerField()
    outcome = models.SmallIntegerField(choices=Outcome.choices)
    record_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=300, default="")
    changes: Any = models.JSONField(null=True)
    detail = models.JSONField(null=True)

    class Meta:
        db_table = "import_sample_row"
        indexes = [models.Index(fields=["of", "outcome", "number"], name="import_sample_by_outcome")]

    def __str__(self) -> str:
        return f"row {self.number}: {self.get_outcome_display()}"
