"""The demo company goes with one click; what people worked on stays, with what it belongs to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from amity.customers.catalogue.commands import create_products
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.catalogue.models import Product
from amity.customers.companies.commands import create_companies
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.companies.models import Company
from amity.customers.orders.commands import create_orders
from amity.customers.orders.drafts import LineDraft, OrderDraft
from amity.customers.orders.models import Order
from amity.customers.orders.queries import totals_of
from amity.customers.people.commands import add_person, create_people, update_people
from amity.customers.people.drafts import EmploymentDraft, PersonDraft
from amity.customers.people.models import Person
from amity.kernel.commands import Actor, NotAllowed, Origin, Refused
from amity.kernel.facts.models import StoredFact
from amity.kernel.facts.readers import catch_up_all
from amity.kernel.facts.refs import Ref
from amity.kernel.jobs import claims
from amity.kernel.jobs.models import Job
from amity.kernel.jobs.running import run_waiting_jobs
from amity.kernel.money import MILLION
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.models import SampleRecord
from amity.records.kinds.numbers import COMPANY, ORDER, PERSON, PRODUCT
from amity.records.kinds.registry import kind_numbered, kinds_downwards
from amity.records.notes.commands import write_note
from amity.records.samples import jobs
from amity.records.samples.commands import note_samples, remove_samples
from amity.records.samples.queries import has_samples, samples

pytestmark = pytest.mark.django_db
DEMO = Actor.system(origin=Origin.DEMO)
DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
PAGE = "/settings/sample-data"


class Demo:
    """Three people of two companies who ordered two products, all of it invented: ids by place."""

    def __init__(self, name: str = "") -> None:
        self.products = create_products(
            [ProductDraft(name=f"{n}{name}", code=f"{n}{name}") for n in "XY"], by=DEMO
        ).written
        self.companies = create_companies([CompanyDraft(name=f"{n}{name}") for n in ("Oak", "Elm")], by=DEMO).written
        oak, elm = self.companies
        drafts = [
            PersonDraft(full_name=f"P{n}{name}", companies=[EmploymentDraft(c)]) for n, c in enumerate((oak, oak, elm))
        ]
        self.people = create_people(drafts, by=DEMO).written
        self.orders = [
            order
            for n, person in enumerate(self.people)
            for order in create_orders(
                [
                    OrderDraft(
                        number=f"{name}{n}-{product}",
                        ordered_at=DAY,
                        person_id=person,
                        currency="EUR",
                        lines=[LineDraft(product, "Thing", MILLION, 5 * MILLION)],
                    )
                    for product in self.products
                ],
                by=DEMO,
            ).written
        ]
        for kind, ids in (
            (PRODUCT, self.products),
            (COMPANY, self.companies),
            (PERSON, self.people),
            (ORDER, self.orders),
        ):
            note_samples(kind, ids, by=DEMO)


@pytest.fixture
def demo(world) -> Demo:
    return Demo()


def removed(world) -> dict[str, int]:
    jobs.begin_removal(by=world.administrator)
    run_waiting_jobs("long")
    job = Job.objects.latest("id")
    assert job.state == "done", job.error
    return job.result


def left() -> tuple[list[int], ...]:
    return tuple(sorted(m.objects.values_list("pk", flat=True)) for m in (Product, Company, Person, Order))


def test_what_nobody_worked_on_goes_and_what_is_no_sample_stays(world, demo):
    mine = add_person(PersonDraft(full_name="Real"), by=world.ada)
    write_note(Ref(PERSON, demo.people[0]), text="Hm", by=replace(DEMO, account_id=world.ada.account_id))
    assert removed(world) == {"removed": 13, "kept": 0}
    assert left() == ([], [], [mine], [])
    assert not SampleRecord.objects.exists() and not has_samples(seen_by=world.administrator)
    told = StoredFact.objects.filter(kind="record.deleted")
    assert told.count() == 13
    assert set(told.values_list("origin", "actor_id")) == {("demo", world.administrator.account_id)}


def test_what_somebody_worked_on_stays_with_what_it_belongs_to(world, demo):
    """An order keeps its customer, their company and its product; the customer's other order goes."""
    write_note(Ref(ORDER, demo.orders[0]), text="Call them", by=world.ada)
    seen = samples(seen_by=world.administrator)
    assert [(item.kind.number, item.goes, item.stays, item.worked_on) for item in seen.kinds] == [
        (ORDER, 5, 1, 1),
        (PERSON, 2, 1, 0),
        (COMPANY, 1, 1, 0),
        (PRODUCT, 1, 1, 0),
    ]
    assert removed(world) == {"removed": 9, "kept": 4}
    assert left() == (demo.products[:1], demo.companies[:1], demo.people[:1], demo.orders[:1])
    assert Order.objects.get().person_id == demo.people[0]
    assert not has_samples(seen_by=world.administrator)


def test_a_company_that_a_real_person_was_given_stays(world, demo):
    mine = add_person(PersonDraft(full_name="Real"), by=world.ada)
    given = {"companies": [{"company_id": demo.companies[1], "role": ""}]}
    assert update_people([RecordChange(mine, given)], by=world.ada).only() == mine
    assert samples(seen_by=world.administrator).stays == 1
    assert removed(world) == {"removed": 12, "kept": 1}
    assert left() == ([], demo.companies[1:], [mine], [])


def test_the_totals_of_a_customer_who_stays_tell_of_the_orders_that_are_left(world, demo):
    write_note(Ref(PERSON, demo.people[2]), text="Met them", by=world.ada)
    write_note(Ref(ORDER, demo.orders[0]), text="Late", by=world.ada)
    removed(world)
    while catch_up_all():
        pass
    assert totals_of(Ref(PERSON, demo.people[2])).home.orders == 0
    assert totals_of(Ref(PERSON, demo.people[0])).home.orders == 1


def test_what_was_kept_for_another_goes_with_a_second_removal(world, demo):
    write_note(Ref(ORDER, demo.orders[0]), text="Late", by=world.ada)
    removed(world)
    kind_numbered(ORDER).delete(demo.orders[0], by=world.administrator)
    # The deletion stands in the histories of the customer: that was work of a person.
    assert removed(world) == {"removed": 1, "kept": 2}
    assert left() == ([], demo.companies[:1], demo.people[:1], [])


def test_a_killed_job_goes_on_behind_its_last_set_and_counts_nothing_twice(world, demo, monkeypatch):
    write_note(Ref(PERSON, demo.people[0]), text="Met them", by=world.ada)
    monkeypatch.setattr(jobs, "IN_ONE_TRANSACTION", 2)
    calls = []

    def dies_in_the_fifth(*arguments, **named):
        result = remove_samples(*arguments, **named)
        calls.append(result)
        if len(calls) == 5:
            raise SystemExit
        return result

    monkeypatch.setattr(jobs, "remove_samples", dies_in_the_fifth)
    jobs.begin_removal(by=world.administrator)
    with pytest.raises(SystemExit):
        run_waiting_jobs("long")
    job = Job.objects.get()
    assert job.state == "running" and job.checkpoint == {"removed": 7, "kept": 1, "total": 13}
    assert Person.objects.count() == 2, "the set that was under way is undone"
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert claims.take_back_lost() == 1
    run_waiting_jobs("long")
    job.refresh_from_db()
    assert (job.state, job.result, job.progress_done) == ("done", {"removed": 11, "kept": 2}, 13)
    assert left() == ([], demo.companies[:1], demo.people[:1], [])


def test_a_cancelled_removal_can_be_resumed_or_begun_again(world, demo, client_of):
    client = client_of("administrator")
    address = client.post(f"{PAGE}/removal").url
    assert "being removed" in client.get(PAGE).content.decode()
    with pytest.raises(Refused, match="already"):
        jobs.begin_removal(by=world.administrator)
    client.post(f"{address}/cancellation")
    assert run_waiting_jobs("long") == 0 and has_samples(seen_by=world.administrator)
    client.post(f"{address}/resumption")
    assert run_waiting_jobs("long") == 1
    assert left() == ([], [], [], [])


def test_only_administrators_see_and_remove(world, demo, client_of):
    for who in ("ada", "reader"):
        client = client_of(who)
        assert client.get(PAGE).status_code == client.post(f"{PAGE}/removal").status_code == 403
        assert PAGE not in client.get("/people").content.decode()
        assert PAGE not in client.get("/getting-started").content.decode()
    assert not Job.objects.exists()
    with pytest.raises(NotAllowed):
        remove_samples(kind_numbered(PERSON), demo.people, by=world.ada)
    assert Person.objects.count() == 3


def test_the_page_says_what_goes_and_stays_and_that_nothing_is_left(world, demo, client_of):
    write_note(Ref(PERSON, demo.people[2]), text="Met them", by=world.ada)
    client = client_of("administrator")
    for path in ("/people", "/orders", "/getting-started"):
        assert PAGE in client.get(path).content.decode(), path
    page = client.get(PAGE).content.decode()
    assert "Remove 11 records" in page and "P2" in page and "Elm" in page and "P0" not in page
    client.post(f"{PAGE}/removal")
    run_waiting_jobs("long")
    page = client.get(PAGE).content.decode()
    assert "Nothing is left to remove" in page and f"{PAGE}/removal" not in page
    assert PAGE not in client.get("/people").content.decode()
    SampleRecord.objects.all().delete()
    assert "there is no sample data" in client.get(PAGE).content.decode()


def test_what_is_no_sample_or_gone_is_refused(world, demo):
    mine = add_person(PersonDraft(full_name="Real"), by=world.ada)
    Order.objects.all().delete()
    result = remove_samples(kind_numbered(PERSON), [mine, demo.people[0]], by=world.administrator)
    assert result.written == demo.people[:1] and list(result.refusals) == [0]
    gone = remove_samples(kind_numbered(ORDER), demo.orders, by=world.administrator)
    assert not gone.written and not SampleRecord.objects.filter(record_kind=ORDER).exists()


def test_the_page_costs_the_same_queries_however_much_there_is(world, demo, django_assert_max_num_queries):
    for name in "BCD":
        Demo(name)
        with django_assert_max_num_queries(30):
            samples(seen_by=world.administrator)
    assert samples(seen_by=world.administrator).goes == 52


def test_higher_kinds_come_first():
    assert [kind.number for kind in kinds_downwards()] == [ORDER, PERSON, COMPANY, PRODUCT]


def test_a_house_filled_by_an_earlier_version_learns_its_samples_from_the_log(world, demo):
    add_person(PersonDraft(full_name="Real"), by=world.ada)
    before = set(SampleRecord.objects.values_list("record_kind", "record_id"))
    SampleRecord.objects.all().delete()
    import_module("amity.records.kinds.migrations.0002_samples").note_samples(apps, None)
    assert set(SampleRecord.objects.values_list("record_kind", "record_id")) == before != set()
