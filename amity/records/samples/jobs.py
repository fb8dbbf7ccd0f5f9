"""Removing the sample data in the background."""

from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, NotAllowed, run_in_unit
from amity.kernel.jobs.commands import start_job
from amity.kernel.jobs.context import JobContext
from amity.kernel.jobs.tasks import task
from amity.records.kinds.registry import RecordKind, kinds_downwards
from amity.records.samples.commands import reconsider_samples, remove_samples
from amity.records.samples.queries import undecided_count, undecided_ids
from amity.workspace.accounts.queries import account_with_teams

# A deletion is a dozen statements: so many keep the transaction under a tenth of a second.
IN_ONE_TRANSACTION = 20


@task(queue_name="long", takes_context=True)  # type: ignore[arg-type]  # the context is a JobContext
def remove_samples_job(context: JobContext, account_id: int) -> dict[str, Any]:
    """Remove the samples that nobody worked on, with the rights the account has now; resumed behind the last set."""
    account = account_with_teams(account_id)
    if account is None:
        raise NotAllowed(_("The account that asked for this is not active any more."))
    by = account.actor(request_id=str(context.job_uid))
    counts: dict[str, int] = context.saved or {"removed": 0, "kept": 0, "total": undecided_count()}
    for kind in kinds_downwards():
        while ids := undecided_ids(kind, IN_ONE_TRANSACTION):
            counts = run_in_unit(partial(_remove, context, kind, ids, counts, by))
            context.stop_if_asked()
    context.say(_("{removed} removed, {kept} kept.").format(**counts))
    return {"removed": counts["removed"], "kept": counts["kept"]}


def begin_removal(*, by: Actor) -> Any:
    """Start the job unless one is under way; its page tells how far it is."""

    def begin() -> Any:
        reconsider_samples(by=by)
        return start_job(
            remove_samples_job, by.account_id, by=by, title=_("Remove the sample data"), link="/settings/sample-data"
        )

    return run_in_unit(begin)


def _remove(context: JobContext, kind: RecordKind, ids: list[int], counts: dict[str, int], by: Actor) -> dict[str, int]:
    """Remove one set and keep the counts with it, in one transaction."""
    removed = len(remove_samples(kind, ids, by=by).written)
    counts = {**counts, "removed": counts["removed"] + removed, "kept": counts["kept"] + len(ids) - removed}
    context.progress(counts["removed"] + counts["kept"], counts["total"])
    context.checkpoint(counts)
    return counts
