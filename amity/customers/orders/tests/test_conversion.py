"""Orders get their value in the home currency when rates or that currency change, by a job in the background."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from amity.customers.orders.commands import cancel_order, convert_orders, converting, create_orders
from amity.customers.orders.drafts import OrderDraft
from amity.customers.orders.models import Order
from amity.customers.orders.queries import orders_not_converted_count, totals_of
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import PersonDraft
from amity.customers.people.models import Person
from amity.kernel.facts.readers import catch_up, reader_named
from amity.kernel.facts.refs import Ref
from amity.kernel.jobs import claims
from amity.kernel.jobs.context import Run
from amity.kernel.jobs.models import Job, JobState
from amity.kernel.jobs.processes import own_token
from amity.kernel.jobs.running import run_job, run_waiting_jobs
from amity.kernel.money import MILLION
from amity.records.kinds.numbers import PERSON
from amity.records.testing import listed
from amity.workspace.settings.commands import RateDraft, remove_rate, set_rates, update_organisation

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def jo(world) -> Person:
    return Person.objects.get(pk=add_person(PersonDraft(full_name="Jo Park"), by=world.ada))


def sold(jo: Person, by, *amounts: tuple[int, str], at: datetime = DAY) -> list[int]:
    drafts = [OrderDraft(ordered_at=at, person_id=jo.pk, total=total, currency=code) for total, code in amounts]
    return create_orders(drafts, by=by).written


def read(name: str) -> None:
    while catch_up(reader_named(name)):
        pass


def settle() -> int:
    """Let the readers and the jobs do what they do by themselves; return how many jobs ran."""
    read("customers.order_conversion")
    Job.objects.filter(state=JobState.WAITING).update(run_after=timezone.now())
    ran = run_waiting_jobs()
    assert set(Job.objects.values_list("state", flat=True)) <= {JobState.DONE}
    read("customers.order_totals")
    return ran


def home_of(jo: Person):
    return totals_of(Ref(PERSON, jo.pk)).home


def rate(currency: str, day: date, worth: float) -> RateDraft:
    return RateDraft(currency, day, round(worth * MILLION))


def change_home(currency: str, by) -> None:
    update_organisation(name="We", home_currency=currency, time_zone="UTC", default_region="", by=by)


def test_a_new_a_corrected_and_a_removed_rate_reach_the_totals(world, jo):
    sold(jo, world.ada, (100, "EUR"), (200, "USD"), (300, "GBP"))
    assert settle() == 0
    assert (home_of(jo).net, home_of(jo).not_converted) == (100, 2)
    set_rates([rate("USD", date(2026, 1, 1), 0.9)], by=world.administrator)
    assert settle() == 1
    assert (home_of(jo).net, home_of(jo).not_converted) == (280, 1)
    set_rates([rate("USD", date(2026, 1, 1), 0.5), rate("GBP", date(2026, 3, 1), 1.2)], by=world.administrator)
    set_rates([rate("GBP", date(2026, 3, 1), 1.1)], by=world.administrator)
    assert settle() == 1, "what changed before the reader came is one job"
    assert (home_of(jo).net, home_of(jo).not_converted) == (530, 0)
    remove_rate("USD", date(2026, 1, 1), by=world.administrator)
    settle()
    assert (home_of(jo).net, home_of(jo).not_converted) == (430, 1)
    assert set(Order.objects.values_list("version", flat=True)) == {1}


def test_a_new_home_currency_converts_every_order(world, jo):
    sold(jo, world.ada, (100, "EUR"), (200, "USD"))
    set_rates([rate("USD", date(2026, 1, 1), 0.5)], by=world.administrator)
    settle()
    assert home_of(jo).net == 200
    change_home("USD", world.administrator)
    settle()
    assert (home_of(jo).net, home_of(jo).not_converted) == (200, 1), "euros have no rate into dollars yet"
    set_rates([rate("EUR", date(2026, 1, 1), 2)], by=world.administrator)
    settle()
    assert (home_of(jo).net, home_of(jo).not_converted) == (400, 0)


def test_a_rate_leaves_alone_what_it_is_not_for(world, jo):
    early = sold(jo, world.ada, (100, "USD"), at=datetime(2025, 1, 1, tzinfo=UTC))
    later = sold(jo, world.ada, (100, "USD"), (100, "GBP"))
    Order.objects.update(net_home=7)
    set_rates([rate("USD", date(2026, 1, 1), 0.5)], by=world.administrator)
    settle()
    values = dict(Order.objects.values_list("pk", "net_home"))
    assert [values[pk] for pk in (*early, *later)] == [7, 50, 7]


@pytest.mark.parametrize(("batch", "window"), [(2, 100), (100, 3), (2, 3), (1, 1)])
def test_batches_leave_none_out_and_end(world, jo, monkeypatch, batch, window):
    monkeypatch.setattr(converting, "MOST_IN_ONE_TRANSACTION", batch)
    monkeypatch.setattr(converting, "WINDOW", window)
    sold(jo, world.ada, *[(100, code) for code in ("USD", "EUR", "USD", "EUR", "EUR", "EUR", "EUR", "USD", "USD")])
    set_rates([rate("USD", date(2026, 1, 1), 0.5)], by=world.administrator)
    settle()
    assert sorted(Order.objects.values_list("net_home", flat=True)) == [50] * 4 + [100] * 5


def test_a_job_that_was_stopped_goes_on_where_it_was(world, jo, monkeypatch):
    monkeypatch.setattr(converting, "MOST_IN_ONE_TRANSACTION", 2)
    sold(jo, world.ada, *[(100, "USD")] * 5)
    set_rates([rate("USD", date(2026, 1, 1), 0.5)], by=world.administrator)
    read("customers.order_conversion")
    Job.objects.update(run_after=timezone.now())
    stop = threading.Event()
    stop.set()
    run_job(Run(claims.claim_next("long", worker=own_token()), is_pulsed=False, stop=stop))
    job = Job.objects.get()
    assert (job.state, job.progress_done) == (JobState.WAITING, 2)
    assert Order.objects.filter(net_home=50).count() == 2
    settle()
    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.DONE, 5)
    assert home_of(jo).net == 250


def test_a_converting_command_says_where_to_go_on(world, jo, monkeypatch):
    monkeypatch.setattr(converting, "MOST_IN_ONE_TRANSACTION", 2)
    ids = sold(jo, world.ada, *[(100, "EUR")] * 3)
    assert convert_orders(by=world.ada) == (0, ids[1])
    assert convert_orders(by=world.ada, after_id=ids[1]) == (0, None)


def test_pages_say_how_many_are_not_converted(world, jo, client_of):
    ids = sold(jo, world.ada, (100, "EUR"), (200, "USD"), (300, "USD"), (400, "USD"))
    cancel_order(ids[-1], by=world.ada)
    settle()
    assert orders_not_converted_count(seen_by=world.ada) == (2, False)
    assert len(listed("order", seen_by=world.ada, view="not-converted").rows) == 2
    client = client_of("ada")
    assert 'href="/orders?view=not-converted"' in client.get("/orders").content.decode()
    shown = client.get("/orders?view=not-converted").content.decode()
    assert "$2.00" in shown and "$3.00" in shown and "$4.00" not in shown and "€1.00" not in shown
    person = client.get(f"/people/{jo.uid}").content.decode()
    assert "2 orders: no rate for their day" in person and "/settings/rates" not in person
    administrator = client_of("administrator")
    assert "/settings/rates" in administrator.get(f"/people/{jo.uid}").content.decode()
    rates = administrator.get("/settings/rates").content.decode()
    assert "2 orders are not converted" in rates and 'href="/orders?view=not-converted"' in rates
    set_rates([rate("USD", date(2026, 1, 1), 1)], by=world.administrator)
    read("customers.order_conversion")
    assert "Being converted" in client.get(f"/people/{jo.uid}").content.decode()
    settle()
    assert "Being converted" not in client.get(f"/people/{jo.uid}").content.decode()
    assert "not converted" not in administrator.get("/settings/rates").content.decode().replace("“not converted”", "")
    assert "view=not-converted" not in client.get("/orders").content.decode()
    assert client.get("/orders?view=not-converted").status_code == 200
