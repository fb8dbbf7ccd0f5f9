"""Which people an actor sees."""

from django.db.models import QuerySet

from amity.customers.people.models import Person
from amity.kernel.commands import Actor
from amity.records.kinds.living import living
from amity.records.kinds.numbers import PERSON
from amity.workspace.access.visibility import visible


def visible_to(actor: Actor) -> "QuerySet[Person]":
    """The people `actor` may see: never what is in the trash."""
    return visible(living(Person.objects.all()), actor, PERSON)
