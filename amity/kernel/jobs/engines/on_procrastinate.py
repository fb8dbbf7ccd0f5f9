"""Jobs on Procrastinate 3: messages are rows of the same PostgreSQL, written in the transaction of the job."""

import asyncio
import functools
import logging
import threading
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import OperationalError, close_old_connections, connection
from procrastinate import App, exceptions
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.jobs import DeleteJobCondition
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.worker import Worker

from amity.kernel.jobs.engines.announcing import AnnouncingBackend
from amity.kernel.jobs.loops import BackgroundLoop
from amity.kernel.jobs.models import Job
from amity.kernel.jobs.worker import LOOK_FOR_LOST, Shift

log = logging.getLogger(__name__)

TASK = "amity.run_next_job"
LONGEST_PAUSE = 30.0


class ProcrastinateBackend(AnnouncingBackend):
    """No commit, no message; no message without its job. NOTIFY wakes an idle worker within milliseconds."""

    sends_in_transaction = True

    def announce(self, job: Job) -> None:
        if job.announce_at is not None:
            self.send([job])

    def send(self, jobs: Sequence[Job]) -> int:
        for queue in sorted({job.queue for job in jobs}):
            messages: list[Any] = [{"uid": str(job.uid)} for job in jobs if job.queue == queue]
            task = self._app.configure_task(TASK, queue=queue)
            try:
                task.batch_defer(*messages)
            except exceptions.ConnectorException as error:
                raise OperationalError(str(error)) from error
        return len(jobs)

    @functools.cached_property
    def _app(self) -> App:
        return App(connector=DjangoConnector(alias="default"))

    def loops(self, queue: str) -> list[BackgroundLoop]:
        return [
            *super().loops(queue),
            BackgroundLoop("messages of the dead", forget_stalled, timedelta(minutes=1), queue),
        ]

    def listen(self, shift: Shift) -> None:
        failures = 0
        while not shift.stop.is_set():
            began = time.monotonic()
            try:
                asyncio.run(_work(shift))
            except Exception:
                # The database was away: the pool does not come back from everything by itself.
                log.exception("the %s worker lost its engine", shift.queue)
                failures = failures + 1 if time.monotonic() - began < 60 else 0
                shift.stop.wait(min(LONGEST_PAUSE, 2.0**failures))


async def _work(shift: Shift) -> None:
    # Each worker has a connection for messages and one to listen on; the jobs use Django's.
    connector = PsycopgConnector(kwargs=connector_params("default"), min_size=1, max_size=4)
    app = App(connector=connector)

    @app.task(name=TASK)
    def run_next_job(uid: str) -> None:
        close_old_connections()
        shift.run_next()

    async with app.open_async():
        worker = Worker(
            app,
            queues=[shift.queue],
            name=shift.token,
            concurrency=1,
            fetch_job_polling_interval=LOOK_FOR_LOST,
            delete_jobs=DeleteJobCondition.ALWAYS,
            install_signal_handlers=False,
        )

        def stop_with_shift() -> None:
            shift.stop.wait()
            worker.stop()

        threading.Thread(target=stop_with_shift, name="stop-engine", daemon=True).start()
        await worker.run()


def forget_stalled() -> int:
    """Delete the messages that dead workers had in hand: their jobs are taken back by their leases."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE task_name = %s AND status = 'doing' AND (worker_id IS NULL OR"
            " worker_id IN (SELECT id FROM procrastinate_workers WHERE last_heartbeat < now() - interval '1 minute'))",
            [TASK],
        )
    return 0
