"""Run one claimed job in this thread and write down how it ended."""

import logging
import time
import traceback
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import OperationalError, close_old_connections, connection, transaction

from amity.kernel.commands import Missing, NotAllowed, Refused
from amity.kernel.jobs import claims
from amity.kernel.jobs.backend import as_result
from amity.kernel.jobs.context import JobCancelled, JobContext, JobHandedBack, LeaseLost, Run, _current
from amity.kernel.jobs.models import JobState
from amity.kernel.jobs.processes import own_token
from amity.kernel.jobs.tasks import UnknownTask, find_task, normalize_json, task_backends

log = logging.getLogger(__name__)

# Another attempt would be answered the same.
_FINAL = (Refused, NotAllowed, Missing, UnknownTask)
_WRITE_TRIES = 5


def run_job(run: Run) -> None:
    """Call the job's task with its arguments and end, retry or hand back the job; never raises what the task raised."""
    job = run.job
    try:
        result = normalize_json(_call(run))
    except LeaseLost:
        log.warning("job %s: another worker has it by now", job.uid)
    except JobHandedBack:
        _write(run, claims.hand_back)
    except JobCancelled:
        _write(run, partial(claims.end, state=JobState.CANCELLED))
    except Exception as error:
        log.exception("job %s (%s) failed", job.uid, job.task)
        text = str(error) if isinstance(error, _FINAL) else "".join(traceback.format_exception(error))[-8000:]
        if isinstance(error, _FINAL) or job.attempts + 1 >= job.max_attempts:
            _write(run, partial(claims.end, state=JobState.FAILED, error=text))
        elif run.is_cancelled:
            _write(run, partial(claims.end, state=JobState.CANCELLED, error=text))
        else:
            _write(run, partial(claims.retry_later, error=text))
    else:
        state = JobState.CANCELLED if run.has_noticed_cancel else JobState.DONE
        _write(run, partial(claims.end, state=state, result=result))


def _call(run: Run) -> Any:
    task = find_task(run.job.task)
    context = JobContext(task_result=as_result(run.job), run=run)
    given = _current.set(context)
    try:
        first = [context] if task.takes_context else []
        return task.call(*first, *run.job.args, **run.job.kwargs)
    finally:
        _current.reset(given)


def run_waiting_jobs(queue: str | None = None, *, most: int = 100) -> int:
    """Run what is due here and now, without a worker (tests, scripts); return how many runs there were."""
    count = 0
    for name in [queue] if queue else queues():
        while count < most and (job := claims.claim_next(name, worker=own_token())):
            run_job(Run(job, is_pulsed=False))
            count += 1
    return count


def queues() -> list[str]:
    """The queues there are, quick before long."""
    return sorted(task_backends["default"].queues, reverse=True)


def _write(run: Run, change: Callable[..., bool]) -> None:
    """Write the end, patiently: were it lost, the job would run once more when its lease is over."""
    values, lines = run.take_news()
    for attempt in range(1, _WRITE_TRIES + 1):
        try:
            with transaction.atomic():
                if change(run.job, **values):
                    claims.write_lines(run.job, lines)
                else:
                    log.warning("job %s ended here, but another worker has it by now", run.job.uid)
            return
        except OperationalError:
            if attempt == _WRITE_TRIES or connection.in_atomic_block:
                raise
            time.sleep(attempt)
            close_old_connections()
