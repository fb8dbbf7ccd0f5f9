"""What a job's page says in a sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amity.kernel.jobs.models import Job, JobState
from amity.kernel.ui import formats


def words_for(job: Job, *, has_worker: bool) -> str:
    """Where the job stands, beyond its state and counts; "" where there is nothing to add."""
    if job.state == JobState.RUNNING:
        return _rate_and_rest(job)
    if job.ended_at is not None:
        return _("Ended at {time}.").format(time=formats.clock(job.ended_at))
    if not has_worker:
        return _("No worker is running: the job begins when “amity serve” or “amity worker” does.")
    if job.attempts:
        return _("Attempt {number} of {most} failed; the next one begins at {time}.").format(
            number=job.attempts, most=job.max_attempts, time=formats.clock(job.run_after)
        )
    return _("Waiting for its turn.")


def error_parts(job: Job) -> tuple[str, str]:
    """The error in one line, and the traceback behind it where there is one."""
    lines = job.error.strip().splitlines()
    if len(lines) < 2:
        return job.error, ""
    return lines[-1], job.error


def _rate_and_rest(job: Job) -> str:
    if not job.rate:
        return ""
    rate = _("{count} a second").format(count=formats.number(job.rate, 0 if job.rate >= 10 else 1))
    if job.time_left is None:
        return rate
    seconds = round(job.time_left.total_seconds())
    if seconds < 90:
        rest = ngettext("about {count} second left", "about {count} seconds left", seconds).format(count=seconds)
    else:
        minutes = round(seconds / 60)
        rest = ngettext("about {count} minute left", "about {count} minutes left", minutes).format(count=minutes)
    return f"{rate}, {rest}"
