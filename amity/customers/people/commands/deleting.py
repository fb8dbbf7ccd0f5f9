"""Delete a person. Their orders stay, without a customer."""

from amity.customers.people.values import values_of
from amity.kernel.commands import Actor, Missing, command, locked
from amity.records.kinds.deleting import delete_record
from amity.records.kinds.numbers import PERSON
from amity.records.kinds.registry import kind_numbered
from amity.records.tags.commands import set_tags
from amity.workspace.access.visibility import require_writer


@command("people.delete")
def delete_person(person_id: int, *, by: Actor) -> None:
    """Delete a person the actor sees; Missing otherwise."""
    person = locked(kind_numbered(PERSON).even_in_trash(by).filter(pk=person_id)).first()
    if person is None:
        raise Missing("no such person")
    require_writer(by)
    snapshot = values_of([person])[person.pk]
    set_tags(PERSON, {person.pk: []}, by=by)
    delete_record(person, title=person.name, snapshot=snapshot, by=by)
