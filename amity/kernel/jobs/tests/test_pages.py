"""The pages of jobs: who sees what, what changes, what polls."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from amity.kernel.commands import Actor
from amity.kernel.jobs.commands import start_job
from amity.kernel.jobs.models import Job
from amity.kernel.jobs.running import run_waiting_jobs
from amity.kernel.jobs.tests import errands
from amity.kernel.jobs.tests.conftest import ADA, BEN, EVE, ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

urlpatterns = [path("", include("amity.kernel.jobs.urls")), path("", include("amity.kernel.ui.urls"))]


class ActsAs:
    """Stands for the room of accounts: the viewer is named by a header."""

    viewers = {actor.name: actor for actor in (ADA, BEN, EVE, ROOT)}

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = self.viewers[request.headers["Viewer"]]  # type: ignore[attr-defined]
        return self.get_response(request)


@pytest.fixture
def browse(settings: Any) -> Callable[[Actor], Client]:
    settings.MIDDLEWARE = [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "amity.kernel.ui.answers.RefusalsMiddleware",
        f"{__name__}.ActsAs",
    ]
    return lambda actor: Client(headers={"Viewer": actor.name})


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_list_shows_ones_own_jobs_and_an_administrator_all(browse: Any):
    start_job(errands.nothing, by=ADA, title="Import of customers.csv")
    assert "Import of customers.csv" in text(browse(ADA).get("/jobs"))
    assert "Import of customers.csv" in text(browse(ROOT).get("/jobs"))
    others = text(browse(BEN).get("/jobs"))
    assert "Import of customers.csv" not in others
    assert "No jobs yet" in others


def test_a_job_of_another_is_not_there(browse: Any):
    job = start_job(errands.nothing, by=ADA)
    for page in ("", "/progress"):
        assert browse(BEN).get(f"/jobs/{job.uid}{page}").status_code == 404
    for page in ("cancellation", "resumption"):
        assert browse(BEN).post(f"/jobs/{job.uid}/{page}").status_code == 404
    assert Job.objects.get().state == "waiting"


def test_the_page_polls_until_the_job_has_ended(browse: Any):
    job = start_job(errands.report, 2500, by=ADA, link="/imports/1")
    page = text(browse(ADA).get(f"/jobs/{job.uid}"))
    assert f'hx-get="/jobs/{job.uid}/progress" hx-trigger="every 1s"' in page
    assert "No worker is running" in page
    assert 'href="/imports/1"' in page
    run_waiting_jobs()
    part = text(browse(ADA).get(f"/jobs/{job.uid}/progress"))
    assert "hx-get" not in part
    assert "2,500 of 2,500" in part
    assert "counted" in part
    assert "<html" not in part


def test_cancelling_and_resuming_by_plain_forms(browse: Any):
    job = start_job(errands.add, 1, 2, by=ADA)
    ada = browse(ADA)
    assert "resumption" not in text(ada.get(f"/jobs/{job.uid}"))
    assert ada.post(f"/jobs/{job.uid}/cancellation").url == f"/jobs/{job.uid}"
    assert Job.objects.get().state == "cancelled"
    page = text(ada.get(f"/jobs/{job.uid}"))
    assert "resumption" in page
    assert "cancellation" not in page
    assert "already ended" in text(ada.post(f"/jobs/{job.uid}/cancellation", follow=True))
    ada.post(f"/jobs/{job.uid}/resumption")
    assert Job.objects.get().state == "waiting"


def test_a_reader_may_look_and_not_change(browse: Any):
    job = start_job(errands.nothing, by=EVE)
    assert "cancellation" not in text(browse(EVE).get(f"/jobs/{job.uid}"))
    assert browse(EVE).post(f"/jobs/{job.uid}/cancellation").status_code == 403
    assert Job.objects.get().state == "waiting"


def test_an_error_is_told_in_one_line_with_its_details_behind(browse: Any, tmp_path: Any):
    job = start_job(errands.fail, str(tmp_path / "deeds"), by=ADA, max_attempts=1)
    run_waiting_jobs()
    page = text(browse(ADA).get(f"/jobs/{job.uid}"))
    assert "<p>RuntimeError: the oven is cold</p>" in page
    assert "Traceback" in page


def test_get_changes_nothing(browse: Any):
    job = start_job(errands.nothing, by=ADA)
    assert browse(ADA).get(f"/jobs/{job.uid}/cancellation").status_code == 405


def test_the_list_costs_one_query_whatever_its_length(browse: Any, django_assert_max_num_queries: Any):
    for _ in range(50):
        start_job(errands.nothing, by=ADA)
    with django_assert_max_num_queries(2):
        browse(ADA).get("/jobs")
