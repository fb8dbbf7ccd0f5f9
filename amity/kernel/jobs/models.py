"""Jobs, what they said, the workers that run them, and which due times of the schedule were dealt with."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amity.kernel.ids import new_uid
from amity.kernel.privacy import Privacy, not_personal


class JobState(models.TextChoices):
    """`waiting` covers new, deferred, handed back and to be retried; the last three are ends."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class Job(models.Model):
    """One piece of background work. Whatever engine carries it, this row is the truth.

    announce_at  when the engine that wakes workers must be told (again); None: it has not been told yet
    attempts     runs that ended by the task's own doing, an error included
    crashes      workers that died on it since it last got further (a new checkpoint sets it to 0)
    link         a page of ours that tells more, as a path
    claims       how often a worker took it: the number that tells a worker it is no longer the one
    rate         progress per second, smoothed
    """

    privacy: ClassVar[Privacy] = Privacy(
        "who started a job; arguments, title and error text, which may quote a file name",
        "a colleague's own jobs, with their account",
        "ended jobs are deleted after their time; a colleague's number is blanked",
    )

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    queue = models.CharField(max_length=32)
    task = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    title = models.CharField(max_length=200)
    link = models.CharField(max_length=200, default="", blank=True)
    priority = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    run_after = models.DateTimeField(default=timezone.now)
    announce_at = models.DateTimeField(null=True)
    account_id = models.BigIntegerField(null=True)

    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=5)
    crashes = models.PositiveSmallIntegerField(default=0)
    claims = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=160, default="", blank=True)
    lease_until = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    cancel_requested = models.BooleanField(default=False)

    progress_done = models.BigIntegerField(default=0)
    progress_total = models.BigIntegerField(null=True)
    rate = models.FloatField(null=True)
    checkpoint = models.JSONField(null=True)
    result = models.JSONField(null=True)
    error = models.TextField(default="", blank=True)

    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "job"
        indexes = [
            models.Index("queue", models.F("priority").desc(), "run_after", "id", name="job_next",
                         condition=models.Q(state="waiting")),
            models.Index("queue", "announce_at", "run_after", name="job_to_announce",
                         condition=models.Q(state="waiting")),
            models.Index("id", name="job_running", condition=models.Q(state="running")),
            models.Index("account_id", models.F("id").desc(), name="job_of_account"),
            models.Index("ended_at", name="job_ended", condition=models.Q(ended_at__isnull=False)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title} ({self.state})"

    @property
    def is_ended(self) -> bool:
        return self.state in ENDED

    @property
    def may_be_cancelled(self) -> bool:
        return not self.is_ended and not self.cancel_requested

    @property
    def may_be_resumed(self) -> bool:
        return self.state in (JobState.FAILED, JobState.CANCELLED)

    @property
    def time_left(self) -> timedelta | None:
        """How long it still takes at the present rate; None while that is unknown."""
        if self.state != JobState.RUNNING or not self.rate or self.progress_total is None:
            return None
        return timedelta(seconds=max(0, self.progress_total - self.progress_done) / self.rate)


class JobLine(models.Model):
    """One line a job said; only the newest of each job are kept."""

    privacy: ClassVar[Privacy] = Privacy(
        "lines of a job's log, which name rows by number", "with the job", "deleted with the job"
    )

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="lines")
    at = models.DateTimeField(default=timezone.now)
    text = models.CharField(max_length=500)

    class Meta:
        db_table = "job_line"

    def __str__(self) -> str:
        return self.text


class Worker(models.Model):
    """A worker process that is alive, or was when it last wrote here."""

    privacy: ClassVar[Privacy] = not_personal("processes and their hosts")

    token = models.CharField(max_length=160, unique=True)
    queue = models.CharField(max_length=32)
    started_at = models.DateTimeField(default=timezone.now)
    heartbeat_at = models.DateTimeField(default=timezone.now)
    stopping_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "job_worker"

    def __str__(self) -> str:
        return f"{self.queue}: {self.token}"


class ScheduleRun(models.Model):
    """A due time that was dealt with; `job` is None where it was passed over. The constraint lets one worker win."""

    privacy: ClassVar[Privacy] = not_personal("due times of the schedule")

    schedule = models.CharField(max_length=100)
    due_at = models.DateTimeField()
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    dealt_with_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "schedule_run"
        constraints = [models.UniqueConstraint(fields=["schedule", "due_at"], name="schedule_run_once")]

    def __str__(self) -> str:
        return f"{self.schedule} due {self.due_at:%Y-%m-%d %H:%M:%S}"
