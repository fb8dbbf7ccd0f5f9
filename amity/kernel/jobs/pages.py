"""Pages of jobs: the newest ones, and one as it goes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from amity.kernel.commands import Actor, Refused
from amity.kernel.jobs import commands, queries
from amity.kernel.jobs.models import Job
from amity.kernel.jobs.words import error_parts, words_for


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """The newest jobs the viewer may see."""
    return render(request, "kernel_jobs/jobs.html", {"jobs": queries.recent_jobs(seen_by=_actor(request))})


@require_safe
def job(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One job; its part that changes asks for itself every second until the job has ended."""
    return render(request, "kernel_jobs/job.html", _context(request, uid))


@require_safe
def progress(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The part that changes."""
    return render(request, "kernel_jobs/_progress.html", _context(request, uid))


@require_POST
def cancellation(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Cancel the job."""
    return _change(request, uid, commands.cancel_job)


@require_POST
def resumption(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Resume the job."""
    return _change(request, uid, commands.resume_job)


def _change(request: HttpRequest, uid: UUID, command: Any) -> HttpResponse:
    found = queries.get_job(uid, seen_by=_actor(request))
    try:
        command(found, by=_actor(request))
    except Refused as refusal:
        # Between the click and the command the job ended by itself: the page shows how.
        messages.info(request, refusal.message)
    return redirect("kernel_jobs:job", uid=uid)


def _context(request: HttpRequest, uid: UUID) -> dict[str, Any]:
    found: Job = queries.get_job(uid, seen_by=_actor(request))
    may_change = _actor(request).may_write
    error_line, error_detail = error_parts(found)
    return {
        "job": found,
        "lines": queries.job_lines(found),
        "words": words_for(found, has_worker=bool(queries.workers_alive(found.queue))),
        "error_line": error_line,
        "error_detail": error_detail,
        "may_cancel": may_change and found.may_be_cancelled,
        "may_resume": may_change and found.may_be_resumed,
    }


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
