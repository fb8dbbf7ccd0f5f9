"""Which companies an actor sees."""

from django.db.models import QuerySet

from amity.customers.companies.models import Company
from amity.kernel.commands import Actor
from amity.records.kinds.living import living
from amity.records.kinds.numbers import COMPANY
from amity.workspace.access.visibility import visible


def visible_to(actor: Actor) -> "QuerySet[Company]":
    """The companies `actor` may see: never what is in the trash."""
    return visible(living(Company.objects.all()), actor, COMPANY)
