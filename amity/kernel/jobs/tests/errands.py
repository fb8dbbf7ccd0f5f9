"""Tasks that tests give to workers; what they did stands in a file, one line a deed."""

import os
import signal
import time
from pathlib import Path

from django.db import transaction

from amity.kernel.commands import Refused
from amity.kernel.jobs.context import JobContext, current_job
from amity.kernel.jobs.models import JobLine
from amity.kernel.jobs.tasks import task


def note(path: str, text: str) -> None:
    """Append a line in one write, so that several processes may."""
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(f"{text}\n")


@task(queue_name="quick")
def add(a: int, b: int) -> int:
    return a + b


@task(queue_name="quick")
def nothing() -> None:
    return None


@task(queue_name="quick", priority=10)
def hurry(path: str) -> None:
    note(path, "hurry")


@task(queue_name="quick")
def tell(path: str, text: str) -> None:
    note(path, text)


@task(queue_name="quick")
def fail(path: str) -> None:
    note(path, "tried")
    raise RuntimeError("the oven is cold")


@task(queue_name="quick")
def refuse() -> None:
    raise Refused("bakery.closed", "The bakery is closed. Come back tomorrow.")


@task(queue_name="quick", takes_context=True)
def report(context: JobContext, count: int) -> int:
    for done in range(count):
        context.progress(done + 1, count)
    context.say("counted")
    return count


@task(queue_name="quick")
def say_from_below(text: str) -> None:
    job = current_job()
    assert job is not None
    job.say(text)


@task(queue_name="long", takes_context=True)
def count_up(context: JobContext, path: str, count: int, pause: float) -> int:
    """Count in steps; each step's row and its checkpoint commit together."""
    note(path, "start")
    step = (context.saved or {}).get("step", 0)
    while step < count:
        context.stop_if_asked()
        with transaction.atomic():
            JobLine.objects.create(job=context.run.job, text=f"step {step}")
            step += 1
            context.progress(step, count)
            context.checkpoint({"step": step})
        time.sleep(pause)
    return step


@task(queue_name="quick")
def sleep_once(path: str, name: str, seconds: float) -> None:
    note(path, f"start {name}")
    time.sleep(seconds)
    note(path, f"end {name}")


@task(queue_name="quick", takes_context=True)
def deed_once(context: JobContext, text: str) -> None:
    """The deed and its checkpoint commit together: however often it runs, there is one row."""
    if context.saved:
        return
    with transaction.atomic():
        JobLine.objects.create(job=context.run.job, text=f"deed {text}")
        context.checkpoint({"is_done": True})


@task(queue_name="quick")
def kill_own_worker(path: str) -> None:
    note(path, "died")
    os.kill(os.getpid(), signal.SIGKILL)
