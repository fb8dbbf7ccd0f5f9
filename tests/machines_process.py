"""A process that starts jobs until it is killed, for the drill of many machines: it prints each job it was promised.

`machines_process.py start NAME`: one short job and now and then a long one, each by a command of its own.
`machines_process.py prepare`: an administrator's token. `machines_process.py look`: JSON of what is stored.
"""

import json
import os
import sys
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amity.config.settings")
STEPS = 100
EMAIL, PASSWORD = "ada@example.org", "correct horse battery"


def prepare() -> None:
    """Print a token."""
    from amity.kernel.commands import Actor
    from amity.workspace.accounts.commands import create_first_administrator
    from amity.workspace.accounts.models import Account
    from amity.workspace.tokens.commands import make_token

    create_first_administrator(email=EMAIL, name="Ada", password=PASSWORD, by=Actor.system())
    account = Account.objects.get(email=EMAIL)
    print(make_token(name="drill", role="administrator", by=account.actor()).secret)


def start(name: str) -> None:
    """A line on standard output is the acknowledgement: the job is committed."""
    from django.db import connection

    from amity.kernel.commands import Actor
    from amity.kernel.jobs.commands import start_job
    from amity.kernel.jobs.tests import errands

    number = 0
    while True:
        number += 1
        try:
            if number % 40:
                job = start_job(errands.deed_once, f"{name}.{number}", by=Actor.system())
            else:
                job = start_job(errands.count_up, os.devnull, STEPS, 0.02, by=Actor.system())
        except Exception:
            connection.close()
            continue
        print(job.pk, flush=True)
        time.sleep(0.08)


def look() -> dict[str, Any]:
    """What is stored, and what is at odds with itself."""
    from django.db.models import Count

    from amity.customers.people.models import PersonEmail
    from amity.kernel.facts.models import ParkedFact, StoredFact
    from amity.kernel.facts.readers import lag, readers
    from amity.kernel.jobs.models import Job, JobLine, ScheduleRun

    jobs = Job.objects.filter(task__contains=".errands.")
    told = StoredFact.objects.filter(kind="person.created")
    return {
        "states": dict(jobs.order_by().values_list("state").annotate(Count("pk"))),
        "jobs": list(jobs.values_list("pk", flat=True)),
        "crashes": sum(jobs.values_list("claims", flat=True)) - jobs.count(),
        "deeds": dict(
            JobLine.objects.filter(text__startswith="deed ").order_by().values_list("job").annotate(Count("pk"))
        ),
        "steps twice": JobLine.objects.filter(text__startswith="step").order_by().values("job", "text")
        .annotate(times=Count("pk")).filter(times__gt=1).count(),
        "steps": JobLine.objects.filter(text__startswith="step").count(),
        "counted": jobs.filter(task__endswith="count_up").count(),
        "emails": {address: str(uid) for address, uid in PersonEmail.objects.values_list("address", "person__uid")},
        "people": PersonEmail.objects.count(),
        "people told": told.count(),
        "behind": sum(lag(reader) for reader in readers()),
        "parked": ParkedFact.objects.count(),
        "due twice": ScheduleRun.objects.order_by().values("schedule", "due_at").annotate(times=Count("pk"))
        .filter(times__gt=1).count(),
    }  # fmt: skip


if __name__ == "__main__":
    import django

    django.setup()
    answer = {"prepare": prepare, "start": start, "look": look}[sys.argv[1]](*sys.argv[2:])
    if answer is not None:
        print(json.dumps(answer))
