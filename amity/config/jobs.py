"""Which engine wakes the workers: AMITY_JOBS, and for Celery AMITY_BROKER."""

from importlib.util import find_spec
from typing import Any

QUEUES = ["quick", "long"]
ENGINES = {
    "embedded": "amity.kernel.jobs.backend.DatabaseBackend",
    "procrastinate": "amity.kernel.jobs.engines.on_procrastinate.ProcrastinateBackend",
    "celery": "amity.kernel.jobs.engines.on_celery.CeleryBackend",
}
BROKERS = ("redis://", "rediss://", "amqp://", "amqps://")


def job_settings(engine: str, broker: str, database_engine: str) -> dict[str, Any]:
    """Django's TASKS for an engine; ValueError, a sentence for the operator, when it cannot be had."""
    engine = engine or "embedded"
    if engine not in ENGINES:
        raise ValueError(f"AMITY_JOBS is {engine}; Amity knows {', '.join(ENGINES)}.")
    if engine != "embedded" and find_spec(engine) is None:
        raise ValueError(
            f"AMITY_JOBS={engine} needs a library that is missing. Install it with:  pip install 'amity-crm[{engine}]'"
        )
    if engine == "procrastinate" and not database_engine.endswith("postgresql"):
        raise ValueError("AMITY_JOBS=procrastinate needs PostgreSQL: name it in DATABASE_URL.")
    if engine == "celery" and not broker.startswith(BROKERS):
        raise ValueError(
            "AMITY_JOBS=celery needs a broker: set AMITY_BROKER to redis://host:6379/0 or amqp://user:password@host/."
        )
    options = {"broker": broker} if engine == "celery" else {}
    return {"default": {"BACKEND": ENGINES[engine], "QUEUES": QUEUES, "OPTIONS": options}}


def job_apps(engine: str) -> list[str]:
    """Apps an engine brings with it, for its tables."""
    return ["procrastinate.contrib.django"] if engine == "procrastinate" else []
