"""Jobs on Celery 5, over RabbitMQ or Redis: a message is sent once the job is committed."""

import functools
import logging
import threading
import time
from collections.abc import Sequence
from typing import Any

from celery import Celery
from celery.worker import WorkController
from celery.worker import state as celery_state
from django.conf import settings
from django.db import close_old_connections, transaction
from django.utils.crypto import salted_hmac
from kombu.exceptions import OperationalError as BrokerAway

from amity.kernel.jobs.claims import LEASE
from amity.kernel.jobs.engines.announcing import AnnouncingBackend
from amity.kernel.jobs.models import Job
from amity.kernel.jobs.worker import Shift

log = logging.getLogger(__name__)

TASK = "amity.run_next_job"
# How long a request may wait for a broker that does not answer, and how long it is then left alone.
CONNECT_WITHIN = 2.0
LEFT_ALONE_FOR = 5.0
# Redis hands a message on when it was not acknowledged for this long. Were it shorter than a lease, the message would
# come before the job it stands for could be taken back; a job that runs longer costs one message that finds nothing.
VISIBILITY_TIMEOUT = 10 * LEASE


class CeleryBackend(AnnouncingBackend):
    """Sent after the commit; what was committed and not sent is found by `announce_overdue`."""

    sends_in_transaction = False

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self.broker: str = self.options["broker"]
        self._left_alone_until = 0.0

    def announce(self, job: Job) -> None:
        if job.announce_at is not None:
            transaction.on_commit(lambda: self._send_or_leave(job), robust=True)

    def _send_or_leave(self, job: Job) -> None:
        self.send([job])

    def send(self, jobs: Sequence[Job]) -> int:
        if time.monotonic() < self._left_alone_until:
            return 0
        for taken, job in enumerate(jobs):
            try:
                self._sender.send_task(
                    TASK, args=[str(job.uid)], queue=queue_name(job.queue), ignore_result=True, retry=True,
                    # Once more at once: the connection may be one the broker closed long ago.
                    retry_policy={"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0},
                )  # fmt: skip
            except (BrokerAway, OSError) as error:
                self._left_alone_until = time.monotonic() + LEFT_ALONE_FOR
                log.warning("the broker took no message (%s); it is sent again later", type(error).__name__)
                return taken
        return len(jobs)

    @functools.cached_property
    def _sender(self) -> Celery:
        return _app(self.broker, socket_timeout=2 * CONNECT_WITHIN)

    def listen(self, shift: Shift) -> None:
        app = _app(self.broker)
        is_free = threading.Lock()

        @app.task(name=TASK, acks_late=True, ignore_result=True)
        def run_next_job(uid: str) -> None:
            with is_free:
                close_old_connections()
                shift.run_next()

        # One thread for the job beside the one that keeps the connection alive: a long job does not lose it.
        controller = WorkController(
            app=app, pool_cls="threads", concurrency=1, queues=[queue_name(shift.queue)], hostname=shift.token,
            without_gossip=True, without_mingle=True, without_heartbeat=True, task_events=False,
        )  # fmt: skip
        threading.Thread(target=controller.start, name="celery", daemon=True).start()
        shift.stop.wait()
        celery_state.should_stop = True
        # The job at hand is finished or hands itself back; messages not acknowledged go to another worker.
        with is_free:
            pass


def queue_name(queue: str) -> str:
    """The queue's name at the broker, of its own for each installation: a broker may serve several."""
    return f"amity.{salted_hmac('amity.jobs', 'queues').hexdigest()[:8]}.{queue}"


def _app(broker: str, **more: Any) -> Celery:
    # Without fixups: Django's would close the database connection after every job.
    app = Celery("amity", broker=broker, fixups=[], set_as_current=False)
    options: dict[str, Any] = {"max_retries": 1}
    if broker.startswith("redis"):
        options |= {
            "visibility_timeout": VISIBILITY_TIMEOUT.total_seconds(),
            "socket_connect_timeout": CONNECT_WITHIN,
            **more,
        }
    else:
        # Sent means that RabbitMQ has it.
        options |= {"confirm_publish": True}
    app.conf.update(
        broker_transport_options=options,
        broker_connection_timeout=CONNECT_WITHIN,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        worker_prefetch_multiplier=1,
        worker_enable_remote_control=False,
        worker_hijack_root_logger=False,
        task_acks_late=True,
        task_serializer="json",
        accept_content=["json"],
        timezone=settings.TIME_ZONE,
    )
    return app
