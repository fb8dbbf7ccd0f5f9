"""Deliveries in the background: taken in with the job that works them, both or neither."""

from collections.abc import Mapping
from datetime import time, timedelta
from uuid import UUID

from amity.customers.shops.commands import (
    Arrival,
    forget_old_deliveries,
    receive_delivery,
    replay_deliveries,
    replay_delivery,
    work_delivery,
)
from amity.customers.shops.queries import stranded_deliveries
from amity.kernel.commands import MOST_IN_ONE_TRANSACTION, Actor, run_in_unit
from amity.kernel.jobs.commands import start_job
from amity.kernel.jobs.schedule import scheduled
from amity.kernel.jobs.tasks import task


@task(queue_name="quick")
def work_delivery_job(delivery_id: int) -> str:
    """Work one delivery; return what became of it."""
    return work_delivery(delivery_id)


@scheduled(name="shops.forget_old_deliveries", daily_at=time(3, 50))
@task(queue_name="quick")
def forget_old_deliveries_job() -> int:
    """Delete deliveries older than their shops keep them; return how many."""
    by, gone = Actor.system(), 0
    while count := forget_old_deliveries(by=by):
        gone += count
        if count < MOST_IN_ONE_TRANSACTION:
            break
    return gone


@scheduled(name="shops.work_stranded", every=timedelta(minutes=30))
@task(queue_name="quick")
def work_stranded_job() -> int:
    """Work deliveries that still wait after an hour, as their own job failed (a database away for long)."""
    return run_in_unit(lambda: _start(stranded_deliveries(seen_by=Actor.system())))


def take_in(shop_uid: UUID, *, body: bytes, headers: Mapping[str, str]) -> Arrival:
    """Keep what a shop delivers and start its work; committed when it returns. Raises Missing."""

    def keep() -> Arrival:
        arrival, delivery_id = receive_delivery(shop_uid, body=body, headers=headers)
        if delivery_id:
            start_job(work_delivery_job, delivery_id, by=Actor.system(), title="Work a delivery of a shop")
        return arrival

    return run_in_unit(keep)


def begin_replay(delivery_uid: UUID, *, by: Actor) -> None:
    """Work one delivery again. Raises Missing, Refused."""
    run_in_unit(lambda: _start([replay_delivery(delivery_uid, by=by)]))


def begin_replay_of_failed(shop_uid: UUID, *, by: Actor) -> int:
    """Work the failed deliveries of a shop again, at most 500; return how many."""
    return run_in_unit(lambda: _start(replay_deliveries(shop_uid, by=by)))


def _start(delivery_ids: list[int]) -> int:
    for delivery_id in delivery_ids:
        start_job(work_delivery_job, delivery_id, by=Actor.system(), title="Work a delivery of a shop again")
    return len(delivery_ids)
