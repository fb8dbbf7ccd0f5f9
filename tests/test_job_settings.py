"""AMITY_JOBS: each engine as it can be had, every other setting refused with what to do."""

import pytest

from amity.config import jobs

POSTGRESQL, SQLITE = "django.db.backends.postgresql", "django.db.backends.sqlite3"
REDIS = "redis://127.0.0.1/0"


def test_without_a_setting_our_own_workers_run_the_jobs():
    backend = jobs.job_settings("", "", SQLITE)["default"]["BACKEND"]
    assert backend == "amity.kernel.jobs.backend.DatabaseBackend"
    assert jobs.job_apps("embedded") == []


def test_each_engine_has_a_backend_of_its_own():
    named = {name: jobs.job_settings(name, REDIS, POSTGRESQL)["default"] for name in ("procrastinate", "celery")}
    assert named["procrastinate"]["BACKEND"].endswith("ProcrastinateBackend")
    assert named["celery"]["BACKEND"].endswith("CeleryBackend")
    assert named["celery"]["OPTIONS"] == {"broker": REDIS}
    assert jobs.job_apps("procrastinate")


@pytest.mark.parametrize(
    ("engine", "broker", "database", "says"),
    [
        ("rq", "", POSTGRESQL, "Amity knows embedded, procrastinate, celery"),
        ("procrastinate", "", SQLITE, "needs PostgreSQL"),
        ("celery", "", SQLITE, "set AMITY_BROKER"),
        ("celery", "sqs://", SQLITE, "set AMITY_BROKER"),
    ],
)
def test_what_cannot_be_had_is_refused_with_what_to_do(engine, broker, database, says):
    with pytest.raises(ValueError, match=says):
        jobs.job_settings(engine, broker, database)


@pytest.mark.parametrize("engine", ["procrastinate", "celery"])
def test_a_missing_library_is_named_with_the_command_that_installs_it(engine, monkeypatch):
    monkeypatch.setattr(jobs, "find_spec", lambda name: None)
    with pytest.raises(ValueError, match=rf"pip install 'amity-crm\[{engine}\]'"):
        jobs.job_settings(engine, REDIS, POSTGRESQL)
