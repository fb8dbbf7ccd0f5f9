"""Jobs over the API."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import BaseModel

from amity.kernel.api.answers import answer, moment
from amity.kernel.api.doors import Door, actor_of
from amity.kernel.jobs.commands import cancel_job, resume_job
from amity.kernel.jobs.queries import get_job, job_lines, recent_jobs

router = Door()


class JobOut(BaseModel):
    """Work in the background. `state`: waiting, running, done, failed, cancelled."""

    id: UUID
    title: str
    state: str
    done: int | None
    total: int | None
    result: Any
    error: str
    lines: list[str]
    created_at: datetime | None
    ended_at: datetime | None


class JobList(BaseModel):
    items: list[JobOut]


@router.route("GET", "", scope="any", answers=JobList, name="list_jobs", summary="List jobs")
def list_jobs(request: HttpRequest, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> HttpResponse:
    """Your own, an administrator's all; the newest."""
    jobs = recent_jobs(seen_by=actor_of(request), most=limit)
    return answer(request, {"items": [_told(job, []) for job in jobs]})


@router.route("GET", "/{uid}", scope="any", answers=JobOut, name="get_job", summary="How far a job is")
def get_one(request: HttpRequest, uid: UUID) -> HttpResponse:
    job = get_job(uid, seen_by=actor_of(request))
    return answer(request, _told(job, job_lines(job)))


@router.route("POST", "/{uid}/cancellation", scope="bulk", answers=JobOut, name="cancel_job", summary="Cancel a job")
def cancel(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A running one stops after its present batch."""
    by = actor_of(request)
    return answer(request, _told(cancel_job(get_job(uid, seen_by=by), by=by), []))


@router.route("POST", "/{uid}/resumption", scope="bulk", answers=JobOut, name="resume_job", summary="Resume a job")
def resume(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One that failed or was cancelled goes on from its last checkpoint."""
    by = actor_of(request)
    return answer(request, _told(resume_job(get_job(uid, seen_by=by), by=by), []))


def _told(job: Any, lines: list[Any]) -> dict[str, Any]:
    return {
        "id": str(job.uid),
        "title": job.title,
        "state": job.state,
        "done": job.progress_done,
        "total": job.progress_total,
        "result": job.result,
        "error": job.error,
        "lines": [str(line.text) for line in lines],
        "created_at": moment(job.created_at),
        "ended_at": moment(job.ended_at),
    }
