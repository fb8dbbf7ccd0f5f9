"""Convert orders in the background."""

from datetime import date

from amity.customers.orders.commands import convert_orders
from amity.kernel.commands import Actor, run_in_unit
from amity.kernel.jobs.context import JobContext
from amity.kernel.jobs.tasks import task


@task(queue_name="long", takes_context=True)  # type: ignore[arg-type]  # the context is a JobContext
def convert_orders_job(context: JobContext, currencies: list[str], first_day: str | None) -> int:
    """Convert all orders of these currencies (all for none) from a day on; return how many got another value."""
    by = Actor.system()
    day = date.fromisoformat(first_day) if first_day else None
    last_id, done = context.saved or (0, 0)

    def convert_batch() -> tuple[int | None, int]:
        batch = convert_orders(by=by, after_id=last_id, currencies=currencies, first_day=day)
        context.progress(done + batch.done)
        if batch.last_id is not None:
            context.checkpoint([batch.last_id, done + batch.done])
        return batch.last_id, done + batch.done

    while last_id is not None:
        last_id, done = run_in_unit(convert_batch)
        if last_id is not None:
            context.stop_if_asked()
    return done
