"""What importers of single records share: plans compared with what is stored, and carried out by set commands."""

from collections.abc import Callable, Sequence
from typing import Any

from amity.kernel.commands import Refused, SetResult
from amity.records.imports.interface import Plan, Setup
from amity.records.imports.refusing import told, turn_down, turn_down_plan
from amity.records.imports.states import Outcome
from amity.records.kinds.changing import RecordChange

Differences = Callable[..., Sequence[dict[str, tuple[Any, Any]] | Refused]]


def write_plans(
    plans: Sequence[Plan],
    setup: Setup,
    *,
    create: Callable[..., SetResult],
    update: Callable[..., SetResult],
) -> None:
    """Make the new records (`work` is a draft) and change the others (`work` is a RecordChange)."""
    for outcome, command in ((Outcome.NEW, create), (Outcome.CHANGED, update)):
        chosen = [plan for plan in plans if plan.outcome == outcome]
        if chosen:
            turn_down(chosen, command([plan.work for plan in chosen], by=setup.by), setup)


def compare_plans(
    plans: Sequence[Plan],
    setup: Setup,
    *,
    change: Callable[[Plan], RecordChange],
    differences: Differences,
    beside: Callable[[Plan], dict[str, list[Any]]] = lambda _plan: {},
) -> None:
    """Decide which of the matched records change; `beside` adds what the command does not tell by itself."""
    if setup.options.get("existing") == "skip":
        for plan in plans:
            plan.outcome = Outcome.UNCHANGED
        return
    for plan in plans:
        plan.work = change(plan)
    answers = differences([plan.work for plan in plans], by=setup.by) if plans else ()
    for plan, answer in zip(plans, answers, strict=True):
        if isinstance(answer, Refused):
            turn_down_plan(plan, answer, setup)
            continue
        plan.changes = {name: list(pair) for name, pair in answer.items()} | beside(plan)
        if not plan.changes:
            plan.outcome = Outcome.UNCHANGED


def check_plan(plan: Plan, setup: Setup, normalise: Callable[[Any], Any]) -> None:
    """For a preview: whether the command would take the plan's draft."""
    try:
        normalise(plan.work)
    except Refused as refused:
        plan.refuse(told(refused, setup))
