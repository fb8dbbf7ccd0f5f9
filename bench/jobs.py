"""Figures of the queue: enqueueing, running, idling, and from a fact's commit to its reader.

    DATABASE_URL=… AMITY_DATA=/tmp/bench python -m bench.jobs

Writes into the database it is given: give it an empty, migrated one.
"""

import os
import platform
import statistics
import subprocess
import sys
import threading
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amity.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - after setup
from django.db import connection, transaction  # noqa: E402

from amity.kernel.commands import Actor, unit_of_work  # noqa: E402
from amity.kernel.facts.kinds import RecordDeleted  # noqa: E402
from amity.kernel.facts.log import record  # noqa: E402
from amity.kernel.facts.readers import Reader, register_reader  # noqa: E402
from amity.kernel.facts.refs import Ref  # noqa: E402
from amity.kernel.jobs.models import Job, Worker  # noqa: E402
from amity.kernel.jobs.tests import errands  # noqa: E402
from amity.kernel.jobs.worker import run_worker  # noqa: E402

COUNT = 2000
FACTS = 100


def enqueued_per_second(count: int, *, together: bool) -> float:
    """Trivial jobs, each in its own transaction or all in one."""
    began = time.perf_counter()
    if together:
        with transaction.atomic():
            for _ in range(count):
                errands.nothing.enqueue()
    else:
        for _ in range(count):
            errands.nothing.enqueue()
    return count / (time.perf_counter() - began)


def run_per_second(processes: int) -> float:
    """All waiting jobs by real workers, from the first start to the last end."""
    before = Job.objects.filter(state="waiting").count()
    code = "import django; django.setup(); from amity.kernel.jobs.worker import main; main('quick')"
    workers = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(processes)]
    while Job.objects.filter(state__in=("waiting", "running")).exists():
        time.sleep(0.05)
    for worker in workers:
        worker.terminate()
        worker.wait()
    ran = list(Job.objects.order_by("-id").values_list("started_at", "ended_at")[:before])
    return before / (max(end for _, end in ran) - min(start for start, _ in ran)).total_seconds()


def reader_delays(count: int) -> list[float]:
    """Seconds from a fact's commit until an idle reader has it."""
    seen: dict[str, float] = {}
    register_reader(
        Reader("bench", lambda facts: seen.update((fact.data["title"], time.perf_counter()) for fact in facts))
    )
    stop = threading.Event()
    worker = threading.Thread(target=run_worker, args=("quick",), kwargs={"stop": stop})
    worker.start()
    time.sleep(1)
    told: dict[str, float] = {}
    for number in range(count):
        with unit_of_work():
            fact = RecordDeleted(record_kind=1, record_id=1, title=str(number), snapshot={})
            record(fact, about=[Ref(1, 1)], by=Actor.system())
        told[str(number)] = time.perf_counter()
        time.sleep(0.13)
    time.sleep(1)
    stop.set()
    worker.join()
    return [seen[key] - told[key] for key in told]


def idle_cost(seconds: float = 10.0) -> float:
    """CPU seconds per second of a worker that has nothing to do."""
    code = "import django; django.setup(); from amity.kernel.jobs.worker import main; main('quick')"
    worker = subprocess.Popen([sys.executable, "-c", code])
    while not Worker.objects.exists():
        time.sleep(0.1)
    time.sleep(2)
    before = _cpu(worker.pid)
    time.sleep(seconds)
    spent = _cpu(worker.pid) - before
    worker.terminate()
    worker.wait()
    return spent / seconds


def _cpu(pid: int) -> float:
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    call_command("migrate", verbosity=0)
    print(f"{connection.vendor}, {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"enqueue, one transaction each: {enqueued_per_second(COUNT, together=False):,.0f}/s")
    print(f"run, one worker:               {run_per_second(1):,.0f}/s")
    print(f"enqueue, one transaction:      {enqueued_per_second(COUNT, together=True):,.0f}/s")
    print(f"run, two workers:              {run_per_second(2):,.0f}/s")
    delays = sorted(reader_delays(FACTS))
    print(f"fact to reader: median {statistics.median(delays):.3f} s, p95 {delays[int(len(delays) * 0.95)]:.3f} s")
    print(f"an idle worker uses {idle_cost():.1%} of a core")


if __name__ == "__main__":
    main()
