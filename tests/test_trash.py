"""Trashing and restoring: nothing is lost, nobody sees it meanwhile, and thirty days later it is gone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from amity.customers.catalogue.commands import add_product
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.orders.access import visible_to
from amity.customers.orders.commands import open_order
from amity.customers.orders.drafts import LineDraft, OrderDraft
from amity.customers.orders.models import Order, PersonTotals
from amity.customers.orders.queries import get_order, totals_of
from amity.customers.orders.totals import rebuild_totals
from amity.customers.people.commands import add_person, update_people
from amity.customers.people.drafts import EmailDraft, EmploymentDraft, PersonDraft
from amity.customers.people.models import Person
from amity.customers.people.queries import people_by_email, person_values
from amity.kernel.commands import Missing, NotAllowed, Refused
from amity.kernel.facts.models import StoredFact
from amity.kernel.facts.readers import catch_up, reader_named
from amity.kernel.facts.refs import Ref
from amity.kernel.money import MILLION
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.numbers import COMPANY, ORDER, PERSON, PRODUCT
from amity.records.kinds.registry import find_record, kind_numbered
from amity.records.notes.commands import write_note
from amity.records.timeline.queries import timeline
from amity.records.trash.commands import delete_from_trash, empty_trash, restore_records, trash_records
from amity.records.trash.queries import trash
from amity.workspace.access.models import Reach, Visibility

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(world):
    """Eva of the company Oak, who ordered a mug; ids by name."""
    oak = add_company(CompanyDraft(name="Oak"), by=world.ada)
    eva = add_person(
        PersonDraft(
            full_name="Eva Oak",
            emails=[EmailDraft("eva@oak.example")],
            companies=[EmploymentDraft(oak, "Buyer")],
            tags=["vip"],
            external_ids=[("shop", "7")],
        ),
        by=world.ada,
    )
    mug = add_product(ProductDraft(name="Mug", code="M-1"), by=world.ada)
    spare = add_product(ProductDraft(name="Spare", code="S-1"), by=world.ada)
    order = open_order(
        OrderDraft(
            number="A-1",
            person_id=eva,
            ordered_at=timezone.now(),
            currency="EUR",
            status="paid",
            lines=[LineDraft(product_id=mug, description="Mug", quantity=2 * MILLION, unit_price=10 * MILLION)],
        ),
        by=world.ada,
    )
    return {
        "oak": Ref(COMPANY, oak),
        "eva": Ref(PERSON, eva),
        "mug": Ref(PRODUCT, mug),
        "spare": Ref(PRODUCT, spare),
        "order": Ref(ORDER, order),
    }


def sees(ref, actor):
    return kind_numbered(ref.kind).visible_to(actor).filter(pk=ref.id).exists()


def test_what_is_trashed_is_seen_by_nobody_and_comes_back_as_it_was(world, house):
    before = person_values(Person.objects.get(pk=house["eva"].id))
    version = Person.objects.get(pk=house["eva"].id).version
    for name in ("eva", "oak", "order", "spare"):
        assert trash_records([house[name]], by=world.ada).only() == house[name].id
        assert not sees(house[name], world.administrator)
        with pytest.raises(Missing):
            find_record(house[name], seen_by=world.administrator)
    told = StoredFact.objects.filter(kind="record.trashed").order_by("id")
    assert [fact.data["title"] for fact in told] == ["Eva Oak", "Oak", "A-1", "Spare"]
    refs = [house[name] for name in ("eva", "oak", "order", "spare")]
    assert restore_records(refs, by=world.ben).written == [ref.id for ref in refs]
    assert all(sees(ref, world.cleo) for ref in refs)
    eva = Person.objects.get(pk=house["eva"].id)
    assert person_values(eva) == before and eva.version == version + 2 and eva.trashed_by is None
    assert StoredFact.objects.filter(kind="record.restored").count() == 4


def test_it_is_refused_to_readers_strangers_and_for_what_is_not_there(world, house):
    with pytest.raises(NotAllowed):
        trash_records([house["eva"]], by=world.reader)
    Visibility.objects.create(record_kind=PERSON, reach=Reach.OWN)
    with pytest.raises(Missing):
        trash_records([house["eva"]], by=world.cleo)
    trash_records([house["eva"]], by=world.administrator)
    with pytest.raises(Missing):
        restore_records([house["eva"]], by=world.cleo)
    assert trash(seen_by=world.cleo).rows == []
    with pytest.raises(Missing):
        trash_records([house["eva"]], by=world.administrator)
    result = trash_records([house["eva"], house["oak"]], by=world.administrator)
    assert list(result.refusals) == [0] and result.ids == [None, house["oak"].id]


def test_a_product_on_orders_stays(world, house):
    with pytest.raises(Refused, match="1 order"):
        trash_records([house["mug"]], by=world.ada).only()
    assert sees(house["mug"], world.ada)


def test_a_trashed_customer_is_missing_on_their_orders_until_restored(world, house):
    uid = Order.objects.get(pk=house["order"].id).uid
    trash_records([house["eva"], house["oak"]], by=world.ada)
    seen = get_order(uid, seen_by=world.ada)
    assert (seen.person, seen.company, seen.person_id) == (None, None, house["eva"].id)
    person = next(field for field in kind_numbered(ORDER).fields if field.name == "person")
    listed = person.fetch(visible_to(world.ada), world.ada).get()
    assert person.read(listed) is None
    restore_records([house["eva"], house["oak"]], by=world.ada)
    assert get_order(uid, seen_by=world.ada).person.name == "Eva Oak"


def test_a_trashed_order_counts_for_nothing_and_its_customer_is_told(world, house):
    reader = reader_named("customers.order_totals")

    def live_and_rebuilt():
        while catch_up(reader):
            pass
        live = list(PersonTotals.objects.order_by("pk").values())
        rebuild_totals()
        assert live == list(PersonTotals.objects.order_by("pk").values())
        return totals_of(house["eva"]).home

    assert live_and_rebuilt().orders == 1
    trash_records([house["order"]], by=world.ada)
    assert (live_and_rebuilt().orders, live_and_rebuilt().net) == (0, 0)
    assert totals_of(house["eva"]).currencies == []
    assert "put A-1 in the trash" in [entry.sentence for entry in timeline(house["eva"], seen_by=world.ada).entries]
    restore_records([house["order"]], by=world.ada)
    assert live_and_rebuilt().net == 2000


def test_nothing_is_changed_or_written_about_while_it_lies_there(world, house):
    trash_records([house["eva"]], by=world.ada)
    with pytest.raises(Missing):
        update_people([RecordChange(house["eva"].id, {"stage": "lead"})], by=world.ada)
    with pytest.raises(Missing):
        write_note(house["eva"], text="Hello", by=world.ada)
    assert people_by_email(["eva@oak.example"], seen_by=world.administrator) == {}


def test_its_number_and_code_stay_its_own_and_the_refusal_says_where_it_is(world, house):
    trash_records([house["eva"], house["spare"]], by=world.ada)
    with pytest.raises(Refused, match="in the trash; restore it first"):
        add_person(PersonDraft(full_name="Eva", external_ids=[("shop", "7")]), by=world.ada)
    with pytest.raises(Refused, match="in the trash; restore it first"):
        add_product(ProductDraft(name="Other", code="s-1"), by=world.ada)
    assert add_person(PersonDraft(full_name="Eva", emails=[EmailDraft("eva@oak.example")]), by=world.ada)


def test_after_thirty_days_it_is_deleted_for_good(world, house):
    trash_records([house["eva"], house["order"]], by=world.ada)
    Person.objects.filter(pk=house["eva"].id).update(trashed_at=timezone.now() - timedelta(days=31))
    assert empty_trash(by=world.administrator) == 1
    assert not Person.objects.filter(pk=house["eva"].id).exists()
    assert Order.objects.get(pk=house["order"].id).trashed_at is not None
    assert StoredFact.objects.get(kind="record.deleted").data["snapshot"]["tags"] == ["vip"]
    with pytest.raises(NotAllowed):
        delete_from_trash([house["order"]], by=world.ada)
    with pytest.raises(Missing):
        delete_from_trash([house["oak"]], by=world.administrator)


def test_what_a_rule_keeps_stays_in_the_trash_and_does_not_stop_the_others(world, house):
    trash_records([house["spare"], house["oak"]], by=world.ada)
    order = OrderDraft(
        ordered_at=timezone.now(),
        currency="EUR",
        lines=[LineDraft(product_id=house["spare"].id, description="Spare", quantity=MILLION, unit_price=MILLION)],
    )
    open_order(order, by=world.ada)
    assert empty_trash(by=world.administrator, before=timezone.now() + timedelta(minutes=1)) == 1
    assert [row.title for row in trash(seen_by=world.ada).rows] == ["Spare"]


def test_the_trash_is_read_page_by_page_over_all_kinds(world, house):
    people = [add_person(PersonDraft(full_name=f"P{number}"), by=world.ada) for number in range(5)]
    trash_records([Ref(PERSON, person_id) for person_id in people[:3]], by=world.ada)
    trash_records([house["oak"], house["spare"], Ref(PERSON, people[3])], by=world.ben)
    seen, before = [], None
    while True:
        page = trash(seen_by=world.cleo, before=before, size=2)
        seen += [(row.title, row.who) for row in page.rows]
        before = page.older
        if not before:
            break
    assert sorted(seen[:3]) == [("Oak", "Ben Okri"), ("P3", "Ben Okri"), ("Spare", "Ben Okri")]
    assert sorted(seen[3:]) == [("P0", "Ada Lovelace"), ("P1", "Ada Lovelace"), ("P2", "Ada Lovelace")]
    assert [row.title for row in trash(seen_by=world.cleo, kind="companies").rows] == ["Oak"]
