"""Undoing while others act: the row is locked, so one of two wins and the other is told."""

import threading

import pytest
from django.db import connection

from amity.customers.people.commands import add_person, change_person
from amity.customers.people.drafts import PersonDraft
from amity.customers.people.models import Person
from amity.kernel.commands import Origin, Refused
from amity.kernel.ids import new_uid
from amity.records.kinds.changing import RecordChange
from amity.records.undo.commands import Undone, undo_changes
from amity.records.undo.models import Undoing

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time: nothing can race"),
]


def asks(actor):
    return actor.through(Origin.PERSON, request_id=str(new_uid()))


def together(*acts):
    """Run each in a thread of its own; what each returned or raised."""
    answers = [None] * len(acts)
    start = threading.Barrier(len(acts), timeout=20)

    def run(place):
        start.wait()
        try:
            answers[place] = acts[place]()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


def undoing(request_id, actor):
    return lambda: undo_changes(request_id, by=asks(actor))


def changing(person, actor, **fields):
    return lambda: change_person(RecordChange(person, fields), by=asks(actor))


def test_two_who_undo_the_same_at_once_undo_it_once(world):
    for _round in range(5):
        person = add_person(PersonDraft(full_name="Eva", stage="lead"), by=asks(world.ada))
        by = asks(world.ada)
        change_person(RecordChange(person, {"stage": "customer"}), by=by)
        answers = together(undoing(by.request_id, world.ada), undoing(by.request_id, world.ben))
        assert sum(isinstance(answer, Undone) for answer in answers) == 1
        assert any(isinstance(answer, Refused) for answer in answers)
        assert Person.objects.get(pk=person).stage == "lead"
        assert Undoing.objects.filter(request_id=by.request_id).count() == 1


def test_a_change_beside_an_undo_is_never_lost(world):
    for _round in range(5):
        person = add_person(PersonDraft(full_name="Eva", stage="lead"), by=asks(world.ada))
        by = asks(world.ada)
        change_person(RecordChange(person, {"stage": "customer", "about": "A"}), by=by)
        undone, _changed = together(
            undoing(by.request_id, world.ada), changing(person, world.ben, stage="partner")
        )  # fmt: skip
        now = Person.objects.get(pk=person)
        assert isinstance(undone, Undone) and now.about == ""
        # Either the undo came first and Ben's change after it, or his stands and the undo left it.
        assert now.stage == "partner"
