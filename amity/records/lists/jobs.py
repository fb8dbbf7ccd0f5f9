"""Long work on lists: one thing done to all records of a list."""

from typing import Any

from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Invalid, NotAllowed
from amity.kernel.jobs.commands import start_job
from amity.kernel.jobs.context import JobContext
from amity.kernel.jobs.tasks import task
from amity.records.kinds.registry import kind_named
from amity.records.lists.acting import Action, Outcome, carry_out, in_sets
from amity.records.lists.queries import matching
from amity.records.lists.state import ListState
from amity.records.lists.viewing import ALL, opened
from amity.workspace.accounts.queries import account_with_teams


@task(queue_name="long", takes_context=True)  # type: ignore[arg-type]  # the context is a JobContext
def act_on_all(
    context: JobContext, kind_name: str, parameters: dict[str, str], wanted: dict[str, str], account_id: int
) -> dict[str, Any]:
    """Do one thing to every record of a list, with the rights the account has now; resumed behind the last set."""
    account = account_with_teams(account_id)
    if account is None:
        raise NotAllowed(_("The account that asked for this is not active any more."))
    by = account.actor(request_id=str(context.job_uid))
    kind, action = kind_named(kind_name), Action(**wanted)
    found = opened(kind_name, parameters, seen_by=by)
    if found.problems:
        # Without the part that cannot be read it would be all records.
        raise Invalid("list.not_read", found.problems[0].message)
    rows = matching(found.state, seen_by=by)
    kept = context.saved or {}
    outcome = Outcome(**kept.get("outcome", {}))
    done = outcome.changed + outcome.unchanged + outcome.refused
    for records in in_sets(rows, kept.get("after", 0)):
        outcome.add(records, carry_out(records, action, kind=kind, by=by), kind)
        done += len(records)
        context.progress(done, None)
        counts = {"changed": outcome.changed, "unchanged": outcome.unchanged, "refused": outcome.refused}
        context.checkpoint({"after": records[-1].pk, "outcome": counts})
        context.stop_if_asked()
    for name, why in outcome.refusals or ():
        context.say(f"{name}: {why}")
    return {"changed": outcome.changed, "unchanged": outcome.unchanged, "refused": outcome.refused}


def begin_on_all(state: ListState, action: Action, *, by: Actor, title: str) -> Any:
    """Start the job; its page tells how far it is."""
    return start_job(
        act_on_all,
        state.kind.name,
        {"view": ALL, **dict(state.pairs())},
        action.as_json(),
        by.account_id,
        by=by,
        title=title,
        link=state.href(),
    )
