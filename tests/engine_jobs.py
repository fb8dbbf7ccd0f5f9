"""A process that enqueues jobs under the engine of its environment: `engine_jobs.py COMMAND PATH …`; prints JSON."""

import json
import os
import sys
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amity.config.settings")


def count_up(path: str, steps: str, pause: str) -> list[int]:
    """One long job, which commits its steps with its checkpoints."""
    return [_start("count_up", path, int(steps), float(pause))]


def many(path: str, count: str) -> list[int]:
    """Short jobs, each in a transaction of its own, each announced twice."""
    from amity.kernel.jobs.models import Job
    from amity.kernel.jobs.tasks import task_backends

    ids = [_start("sleep_once", path, str(number), 0.02) for number in range(int(count))]
    for job in Job.objects.filter(pk__in=ids):
        task_backends["default"].announce(job)
    return ids


def rolled_back(path: str) -> list[int]:
    """A job whose transaction is not committed, then one that is."""
    from django.db import transaction

    with transaction.atomic():
        _start("tell", path, "never")
        transaction.set_rollback(True)
    return [_start("tell", path, "committed")]


def timed(path: str, text: str) -> float:
    """How long a caller waits who enqueues one job."""
    began = time.monotonic()
    _start("tell", path, text)
    return time.monotonic() - began


def _start(name: str, *arguments: Any) -> int:
    from amity.kernel.commands import Actor
    from amity.kernel.jobs.commands import start_job
    from amity.kernel.jobs.tests import errands

    return start_job(getattr(errands, name), *arguments, by=Actor.system()).pk


if __name__ == "__main__":
    import django

    django.setup()
    commands = {"count_up": count_up, "many": many, "rolled_back": rolled_back, "timed": timed}
    print(json.dumps(commands[sys.argv[1]](*sys.argv[2:])))
