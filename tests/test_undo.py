"""Undo: field by field, only what still stands, with today's rights, once, and back again."""

import pytest
from django.utils import timezone

from amity.customers.activities.commands import change_activity, delete_activity, log_call
from amity.customers.activities.models import Activity
from amity.customers.catalogue.commands import add_product, change_product, retire_product
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.catalogue.models import Product
from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.orders.commands import cancel_order, change_order, open_order, set_order_status
from amity.customers.orders.drafts import LineDraft, OrderDraft
from amity.customers.orders.models import Order
from amity.customers.people.commands import add_person, change_person
from amity.customers.people.drafts import EmailDraft, PersonDraft
from amity.customers.people.models import Person
from amity.customers.people.queries import person_values
from amity.kernel.commands import Missing, NotAllowed, Origin, Refused, unit_of_work
from amity.kernel.facts.models import StoredFact
from amity.kernel.facts.refs import Ref
from amity.kernel.ids import new_uid
from amity.kernel.money import MILLION
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.numbers import COMPANY, ORDER, PERSON
from amity.records.kinds.registry import kind_numbered
from amity.records.notes.commands import change_note, delete_note, write_note
from amity.records.notes.models import Note
from amity.records.trash.commands import delete_from_trash, restore_records, trash_records
from amity.records.undo.commands import undo_changes
from amity.records.undo.models import Undoing
from amity.records.undo.queries import change_page
from amity.workspace.access.models import Reach, Visibility

pytestmark = pytest.mark.django_db


def asks(actor):
    """The actor in a request of their own."""
    return actor.through(Origin.PERSON, request_id=str(new_uid()))


def values(person_id):
    return person_values(Person.objects.get(pk=person_id))


def change(person_id, actor, **fields):
    """Change fields in one request; its id."""
    by = asks(actor)
    change_person(RecordChange(person_id, fields), by=by)
    return by.request_id


@pytest.fixture
def eva(world):
    draft = PersonDraft(full_name="Eva Oak", emails=[EmailDraft("eva@oak.example")], stage="lead", tags=["new"])
    return add_person(draft, by=asks(world.ada))


def test_every_field_of_a_request_goes_back_and_the_undo_can_be_undone(world, eva):
    before = values(eva)
    request = change(
        eva,
        world.ada,
        stage="customer",
        tags=["vip", "new"],
        emails=[{"address": "eva@elm.example", "label": "work"}],
        owner_id=world.ben.account_id,
        about="Hello",
    )
    after = values(eva)
    undone = undo_changes(request, by=asks(world.ben))
    assert values(eva) == before and (undone.restored, undone.kept) == (5, 0)
    told = StoredFact.objects.order_by("-id")[0]
    assert (told.kind, told.data["undoes"], told.about) == ("changes.undone", request, [[PERSON, eva]])
    again = undo_changes(undone.request_id, by=asks(world.ada))
    assert values(eva) == after
    assert not Undoing.objects.filter(request_id=request).exists()
    undo_changes(again.request_id, by=asks(world.ada))
    assert values(eva) == before


def test_what_others_changed_since_stays_and_says_who_and_when(world, eva):
    request = change(eva, world.ada, stage="customer", about="Hers", language="en")
    theirs = change(eva, world.ben, about="His")
    page = change_page(request, seen_by=world.ada)
    assert {line.label for group in page.going for line in group.lines} == {"Stage", "Language"}
    (kept,) = page.staying[0].lines
    assert (kept.label, kept.now, kept.then, kept.who) == ("About", "His", "", "Ben Okri")
    assert kept.at == StoredFact.objects.get(request_id=theirs).recorded_at
    undone = undo_changes(request, by=asks(world.ada))
    assert (undone.restored, undone.kept) == (2, 1)
    now = values(eva)
    assert (now["stage"], now["language"], now["about"]) == ("lead", "", "His")
    told = StoredFact.objects.filter(kind="changes.undone").get()
    assert (told.data["restored"], told.data["kept"]) == (2, 1)


def test_it_is_undone_once_and_says_by_whom(world, eva):
    request = change(eva, world.ada, stage="customer")
    undo_changes(request, by=asks(world.ada))
    with pytest.raises(Refused, match="Ada Lovelace undid this already") as refused:
        undo_changes(request, by=asks(world.ben))
    assert refused.value.code == "undo.already" and values(eva)["stage"] == "lead"
    assert change_page(request, seen_by=world.ben).undone.who == "Ada Lovelace"


def test_what_stands_no_more_is_refused_and_nothing_is_told(world, eva):
    request = change(eva, world.ada, stage="customer")
    change(eva, world.ben, stage="partner")
    facts = StoredFact.objects.count()
    with pytest.raises(Refused, match="changed since"):
        undo_changes(request, by=asks(world.ada))
    change(eva, world.ben, stage="lead")
    with pytest.raises(Refused, match="as it was before"):
        undo_changes(request, by=asks(world.ada))
    assert StoredFact.objects.count() == facts + 1 and not Undoing.objects.exists()


def test_only_the_rights_of_now_count(world, eva):
    request = change(eva, world.ada, stage="customer")
    with pytest.raises(NotAllowed):
        undo_changes(request, by=asks(world.reader))
    Visibility.objects.create(record_kind=PERSON, reach=Reach.OWN)
    with pytest.raises(Missing):
        undo_changes(request, by=asks(world.cleo))
    with pytest.raises(Missing):
        change_page(request, seen_by=world.cleo)
    for unknown in (str(new_uid()), "nonsense"):
        with pytest.raises(Missing):
            undo_changes(unknown, by=asks(world.administrator))


def test_an_import_is_not_undone_as_a_request(world):
    by = world.ada.through(Origin.IMPORT, request_id=str(new_uid()))
    add_person(PersonDraft(full_name="Imported"), by=by)
    with pytest.raises(Missing):
        undo_changes(by.request_id, by=asks(world.ada))


def test_what_was_added_goes_to_the_trash_unless_more_has_happened_to_it(world):
    by = asks(world.ada)
    with unit_of_work():
        oak = add_company(CompanyDraft(name="Oak"), by=by)
        eva = add_person(PersonDraft(full_name="Eva"), by=by)
    write_note(Ref(COMPANY, oak), text="Big", by=asks(world.ben))
    undone = undo_changes(by.request_id, by=asks(world.ada))
    assert (undone.restored, undone.kept) == (1, 1)
    assert Person.objects.get(pk=eva).trashed_at is not None
    assert kind_numbered(COMPANY).visible_to(world.ada).filter(pk=oak).exists()
    line = change_page(by.request_id, seen_by=world.ada).staying[0].lines[0]
    assert (line.reason, line.who) == ("More has happened to it since.", "Ben Okri")
    undo_changes(undone.request_id, by=asks(world.ada))
    assert Person.objects.get(pk=eva).trashed_at is None


def test_trashing_and_restoring_are_undone(world, eva):
    ref, by = Ref(PERSON, eva), asks(world.ada)
    trash_records([ref], by=by)
    undone = undo_changes(by.request_id, by=asks(world.ada))
    assert Person.objects.get(pk=eva).trashed_at is None
    undo_changes(undone.request_id, by=asks(world.ada))
    assert Person.objects.get(pk=eva).trashed_at is not None
    by = asks(world.ben)
    restore_records([ref], by=by)
    undo_changes(by.request_id, by=asks(world.ben))
    assert Person.objects.get(pk=eva).trashed_at is not None


def test_what_is_gone_for_good_does_not_come_back(world, eva):
    by = asks(world.ada)
    trash_records([Ref(PERSON, eva)], by=by)
    delete_from_trash([Ref(PERSON, eva)], by=world.administrator)
    with pytest.raises(Refused):
        undo_changes(by.request_id, by=asks(world.administrator))
    line = change_page(by.request_id, seen_by=world.administrator).staying[0].lines[0]
    assert line.reason == "It is deleted for good."


def test_fields_of_a_trashed_record_wait_until_it_is_restored(world, eva):
    request = change(eva, world.ada, stage="customer")
    trash_records([Ref(PERSON, eva)], by=world.ada)
    with pytest.raises(Refused):
        undo_changes(request, by=asks(world.ada))
    restore_records([Ref(PERSON, eva)], by=world.ada)
    undo_changes(request, by=asks(world.ada))
    assert values(eva)["stage"] == "lead"


def test_notes_go_change_back_and_return(world, eva):
    ref, writes, changes, deletes = Ref(PERSON, eva), asks(world.ada), asks(world.ada), asks(world.ada)
    moment = timezone.now() - timezone.timedelta(days=3)
    write_note(ref, text="First", by=writes, occurred_at=moment)
    uid = Note.objects.get().uid
    change_note(uid, text="Second", by=changes)
    with pytest.raises(Refused):
        undo_changes(writes.request_id, by=asks(world.ada))
    undo_changes(changes.request_id, by=asks(world.ada))
    assert Note.objects.get().text == "First"
    delete_note(uid, by=deletes)
    with pytest.raises(Refused):
        undo_changes(deletes.request_id, by=asks(world.ben))
    undo_changes(deletes.request_id, by=asks(world.ada))
    note = Note.objects.get()
    assert (note.text, note.occurred_at, note.author_id) == ("First", moment, world.ada.account_id)


def test_a_new_note_goes(world, eva):
    by = asks(world.ada)
    write_note(Ref(PERSON, eva), text="Oops", by=by)
    with pytest.raises(Refused):
        undo_changes(by.request_id, by=asks(world.ben))
    undo_changes(by.request_id, by=asks(world.ada))
    assert not Note.objects.exists()


def test_calls_go_change_back_and_return(world, eva):
    ref, logs, changes, deletes = Ref(PERSON, eva), asks(world.ada), asks(world.ada), asks(world.ada)
    moment = timezone.now() - timezone.timedelta(days=2)
    log_call(ref, text="Asked for a price", minutes=5, occurred_at=moment, by=logs)
    uid = Activity.objects.get().uid
    change_activity(uid, text="Asked for a price", minutes=15, by=changes)
    with pytest.raises(Refused):
        undo_changes(logs.request_id, by=asks(world.ada))
    undo_changes(changes.request_id, by=asks(world.ada))
    assert Activity.objects.get().minutes == 5
    delete_activity(uid, by=deletes)
    undone = undo_changes(deletes.request_id, by=asks(world.ada))
    call = Activity.objects.get()
    assert (call.text, call.minutes, call.occurred_at) == ("Asked for a price", 5, moment)
    undo_changes(undone.request_id, by=asks(world.ada))
    assert not Activity.objects.exists()


@pytest.fixture
def order(world, eva):
    mug = add_product(ProductDraft(name="Mug", code="M-1", currency="EUR", unit_price=5 * MILLION), by=asks(world.ada))
    lines = [LineDraft(product_id=mug, quantity=2 * MILLION, unit_price=5 * MILLION)]
    draft = OrderDraft(
        number="A-1", person_id=eva, ordered_at=timezone.now(), currency="EUR", status="draft", lines=lines
    )  # fmt: skip
    return open_order(draft, by=asks(world.ada))


def test_lines_amounts_and_status_of_an_order_go_back(world, order):
    now = kind_numbered(ORDER).editing.values_of

    def held():
        return now([Order.objects.get(pk=order)])[order]

    before = held()
    by = asks(world.ada)
    lines = [dict(before["lines"][0], quantity=6 * MILLION, net=None)]
    change_order(RecordChange(order, {"lines": lines, "tax": 300, "ordered_at": "2026-01-02T10:00:00+00:00"}), by=by)
    assert held()["total"] == 3300
    preview = [line for group in change_page(by.request_id, seen_by=world.ada).going for line in group.lines]
    assert ("Lines", "6 × Mug", "2 × Mug") in [(line.label, line.now, line.then) for line in preview]
    assert ("Tax", "€3.00", "€0.00") in [(line.label, line.now, line.then) for line in preview]
    undo_changes(by.request_id, by=asks(world.ada))
    after = held()
    assert after.pop("ordered_at")[:23] == before.pop("ordered_at")[:23] and after == before
    for act in (lambda by: set_order_status(order, "paid", by=by), lambda by: cancel_order(order, by=by)):
        status, by = held()["status"], asks(world.ben)
        act(by)
        undone = undo_changes(by.request_id, by=asks(world.ben))
        assert held()["status"] == status
        undo_changes(undone.request_id, by=asks(world.ben))
        assert held()["status"] != status


def test_products_go_back_on_sale_and_to_their_price(world, order):
    mug = Product.objects.get().pk
    by = asks(world.ada)
    retire_product(mug, by=by)
    undo_changes(by.request_id, by=asks(world.ada))
    assert Product.objects.get().is_active
    by = asks(world.ada)
    change_product(RecordChange(mug, {"unit_price": 7 * MILLION, "category": "Kitchen > Cups"}), by=by)
    undo_changes(by.request_id, by=asks(world.ada))
    mug_now = Product.objects.get()
    assert (mug_now.unit_price, mug_now.category) == (5 * MILLION, None)


def test_a_value_a_rule_refuses_now_stays_and_the_rest_goes_back(world):
    first = add_product(ProductDraft(name="Mug", code="M-1"), by=asks(world.ada))
    by = asks(world.ada)
    change_product(RecordChange(first, {"code": "M-2", "description": "Blue"}), by=by)
    add_product(ProductDraft(name="Other mug", code="M-1"), by=asks(world.ben))
    undone = undo_changes(by.request_id, by=asks(world.ada))
    product = Product.objects.get(pk=first)
    assert (product.code, product.description, undone.restored, undone.kept) == ("M-2", "", 1, 1)


def test_many_records_of_one_request_go_back_together_with_few_questions(world, django_assert_max_num_queries):
    ids = [add_person(PersonDraft(full_name=f"P{number}"), by=asks(world.ada)) for number in range(12)]
    by = asks(world.ada)
    with unit_of_work():
        for person_id in ids:
            change_person(RecordChange(person_id, {"stage": "lead"}), by=by)
    with django_assert_max_num_queries(25):
        assert len(change_page(by.request_id, seen_by=world.ada).going) == 12
    assert undo_changes(by.request_id, by=asks(world.ada)).restored == 12
    assert set(Person.objects.values_list("stage", flat=True)) == {""}
