"""Work that comes round by the clock: `@scheduled(name=…, every=…)` or `daily_at=…` above `@task(…)`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from amity.kernel.commands import Actor
from amity.kernel.jobs.commands import start_job
from amity.kernel.jobs.models import ENDED, ScheduleRun
from amity.kernel.jobs.tasks import Task
from amity.kernel.time import zone

AnyTask = Task[..., Any]
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A task and when it is due: every so often from the epoch on, or daily by the organisation's clock."""

    name: str
    task: AnyTask
    every: timedelta | None = None
    daily_at: time | None = None

    def last_due(self, now: datetime) -> datetime:
        """The latest due time that is not after `now`, in UTC."""
        if self.every is not None:
            return _EPOCH + (now - _EPOCH) // self.every * self.every
        assert self.daily_at is not None
        where = zone(_zone_name())
        today = now.astimezone(where).date()
        for back in range(3):
            local = datetime.combine(today - timedelta(days=back), self.daily_at, tzinfo=where)
            due = local.astimezone(UTC)
            if due <= now:
                return due
        raise AssertionError("unreachable: the day before yesterday is past")


_schedules: dict[str, Schedule] = {}
# What this process knows to be dealt with, so that an idle look costs no query.
_dealt_with: dict[str, datetime] = {}
_zone_name: Callable[[], str] = lambda: "UTC"  # noqa: E731 - replaced by use_zone_of


def use_zone_of(name: Callable[[], str]) -> None:
    """Say who knows the organisation's time zone (an IANA name)."""
    global _zone_name
    _zone_name = name


def scheduled(
    *, name: str, every: timedelta | None = None, daily_at: time | None = None
) -> Callable[[AnyTask], AnyTask]:
    """Put a task on the schedule. Times missed while nothing ran fire once; a run still going lets the next pass."""
    if (every is None) == (daily_at is None):
        raise ValueError("a schedule has either every= or daily_at=")

    def register(task: AnyTask) -> AnyTask:
        if name in _schedules and _schedules[name].task.module_path != task.module_path:
            raise ValueError(f"two schedules are called {name}")
        _schedules[name] = Schedule(name, task, every, daily_at)
        return task

    return register


def schedules() -> list[Schedule]:
    """All schedules."""
    return list(_schedules.values())


def fire_due(now: datetime | None = None) -> int:
    """Enqueue what is due; return how many jobs that made. Any number of workers may call it at once."""
    now = now or timezone.now()
    return sum(_fire(schedule, schedule.last_due(now)) for schedule in schedules())


def forget_dealt_with() -> None:
    """Look into the database again (tests)."""
    _dealt_with.clear()


def _fire(schedule: Schedule, due: datetime) -> bool:
    if _dealt_with.get(schedule.name) == due:
        return False
    with transaction.atomic():
        last = ScheduleRun.objects.filter(schedule=schedule.name).select_related("job").order_by("-due_at").first()
        if last is not None and last.due_at >= due:
            is_fired = False
        else:
            run, is_ours = ScheduleRun.objects.get_or_create(schedule=schedule.name, due_at=due)
            is_still_going = last is not None and last.job is not None and last.job.state not in ENDED
            # Seen for the first time: due times before the installation are no missed ones.
            is_fired = is_ours and last is not None and not is_still_going
            if is_fired:
                run.job = start_job(schedule.task, by=Actor.system(), title=schedule.name)
                run.save(update_fields=["job"])
    _dealt_with[schedule.name] = due
    return is_fired
