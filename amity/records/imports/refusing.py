"""From what a command refused to what the report says about a row."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from amity.kernel.commands import Refused, SetResult
from amity.records.imports.interface import Plan, Problem, Setup

# Names of drafts' fields that differ from those of columns.
_FIELDS = {
    "emails": "email",
    "phones": "phone",
    "domains": "domain",
    "external_ids": "external_id",
    "name": "full_name",
}


def told(refused: Refused, setup: Setup, key: str = "") -> Problem:
    """A refusal as cause and fix: its sentences after the first say what to do."""
    cause, stop, fix = refused.message.partition(". ")
    field = key or refused.field or ""
    column = setup.columns.get(field) or setup.columns.get(_FIELDS.get(field, ""), "")
    return Problem(column, cause + stop.rstrip(), fix or _("Correct the row in the file, and import it again."))


def turn_down(plans: Sequence[Plan], result: SetResult, setup: Setup) -> None:
    """Give the plans of a set their record ids, and make wrong rows of those the command refused."""
    for index, plan in enumerate(plans):
        plan.record_id = result.ids[index]
        for refused in result.refusals.get(index, ()):
            turn_down_plan(plan, refused, setup)


def turn_down_plan(plan: Plan, refused: Refused, setup: Setup) -> None:
    """Make a wrong row of a plan."""
    plan.refuse(told(refused, setup))
