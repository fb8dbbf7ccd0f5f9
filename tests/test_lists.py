"""The list of every kind as a page."""

import re
import threading
from datetime import UTC, datetime
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amity.customers.companies.commands import create_companies
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.orders.commands import create_orders
from amity.customers.orders.drafts import OrderDraft
from amity.customers.orders.models import Order
from amity.customers.people.commands import create_people
from amity.customers.people.drafts import EmailDraft, EmploymentDraft, PersonDraft
from amity.customers.people.models import Person
from amity.customers.people.stages import Stage
from amity.kernel.facts.readers import catch_up_all
from amity.kernel.jobs import claims
from amity.kernel.jobs.context import Run
from amity.kernel.jobs.models import Job
from amity.kernel.jobs.processes import own_token
from amity.kernel.jobs.running import run_job
from amity.records.lists import action_pages
from amity.records.lists.queries import neighbours
from amity.records.lists.state import read_state
from amity.records.tags.queries import tags_of
from amity.records.testing import listed
from amity.workspace.access.commands import set_reach
from amity.workspace.access.models import Reach

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def crowd(world):
    """120 people; the net value of each is one of three, so that many share it."""
    ids = create_people([PersonDraft(full_name=f"Person {n:03}") for n in range(120)], by=world.ada).written
    orders = [
        OrderDraft(number=str(n), person_id=person, ordered_at=DAY, currency="EUR", total=(n % 3 + 1) * 100)
        for n, person in enumerate(ids)
    ]
    create_orders(orders, by=world.ada)
    while catch_up_all():
        pass
    return ids


def walked(kind, *, seen_by, **asked):
    """All rows of a list, page by page to the end, and the last page's way back."""
    rows, token = [], None
    while True:
        page = listed(kind, seen_by=seen_by, after=token, **asked)
        rows += page.rows
        if not page.next_token:
            return rows, page
        token = page.next_token


@pytest.mark.parametrize("sort", ["-net,name", "net,-name", "-net,-created,name", "orders,net"])
def test_pages_of_a_list_sorted_by_several_columns_neither_repeat_nor_skip(world, crowd, sort):
    rows, last = walked("person", seen_by=world.ada, sort=sort)
    assert sorted(person.pk for person in rows) == sorted(crowd)
    if "net,name" in sort or "net,-name" in sort:
        keys = [(person.totals.net, person.name) for person in rows]
        first, second = (part.startswith("-") for part in sort.split(","))
        expected = sorted(sorted(keys, key=lambda key: key[1], reverse=second), key=lambda key: key[0], reverse=first)
        assert keys == expected
    before = listed("person", seen_by=world.ada, sort=sort, before=last.previous_token)
    assert [person.pk for person in before.rows] == [person.pk for person in rows[50:100]]


def test_a_wrong_parameter_is_named_and_the_list_is_shown_all_the_same(client_of, crowd):
    answer = client_of("ada").get("/people?sort=colour&columns=email,shoe")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "<code>sort</code>" in text and "“shoe”" in text and "Person 049" in text
    damaged = client_of("ada").get("/people?after=rubbish")
    assert damaged.status_code == 422 and "Person 000" in damaged.content.decode()
    assert client_of("ada").get("/people?view=nothing").status_code == 422


def test_columns_are_those_chosen_in_their_order(client_of, world):
    create_people([PersonDraft(full_name="Ana Ruiz", emails=[EmailDraft("ana@example.com")])], by=world.ada)
    text = client_of("ada").get("/people?columns=stage,email:300").content.decode()
    assert text.index('data-field="name"') < text.index('data-field="stage"') < text.index('data-field="email"')
    assert 'data-field="net"' not in text and '<col width="300">' in text and "ana@example.com" in text


def test_a_heading_sorts_by_its_column_and_then_the_other_way_round(client_of, crowd):
    text = client_of("ada").get("/people?sort=-net").content.decode()
    assert 'aria-sort="descending"' in text
    assert 'href="?sort=net"' in text and 'href="/people">Person' in text


def test_what_records_are_called_cannot_break_out_of_a_row(client_of, world):
    create_people([PersonDraft(full_name="<img src=x onerror=alert(1)>", tags=["<b>x"])], by=world.ada)
    for layout in ("table", "cards"):
        text = client_of("ada").get(f"/people?layout={layout}").content.decode()
        assert "<img" not in text and "&lt;img src=x" in text and "<b>x" not in text


@pytest.mark.parametrize("path", ["/people", "/companies", "/orders", "/products", "/people?layout=cards"])
def test_a_list_asks_the_database_as_often_for_many_rows_as_for_few(client_of, world, path):
    client = client_of("administrator")

    def queries():
        create_companies([CompanyDraft(name=f"Firm {n}", tags=["x"]) for n in range(3)], by=world.ada)
        people = [PersonDraft(full_name="A", owner_id=world.ada.account_id, tags=["y"]) for _ in range(20)]
        ids = create_people(people, by=world.ada).written
        create_orders([OrderDraft(ordered_at=DAY, person_id=person, total=1) for person in ids], by=world.ada)
        with CaptureQueriesContext(connection) as ran:
            assert client.get(path).status_code == 200
        return len(ran)

    assert queries() == queries()


def test_an_empty_list_says_why_and_what_to_do(client_of, world):
    assert "Import people" in client_of("ada").get("/people").content.decode()
    assert "Import people" not in client_of("reader").get("/people").content.decode()
    create_people([PersonDraft(full_name="Ana", owner_id=world.cleo.account_id)], by=world.cleo)
    set_reach(1, reach=Reach.OWN, by=world.administrator)
    assert "an administrator can change that" in client_of("reader").get("/people").content.decode()
    assert "Every order has a customer" in client_of("ada").get("/orders?view=without-customer").content.decode()


def test_a_page_that_has_become_empty_leads_back_to_the_first(client_of, world, crowd):
    client = client_of("ada")
    token = listed("person", seen_by=world.ada).next_token
    set_reach(1, reach=Reach.OWN, by=world.administrator)
    create_people([PersonDraft(full_name="A", owner_id=world.ada.account_id)], by=world.ada)
    assert "has become shorter" in client.get(f"/people?after={token}").content.decode()


@pytest.mark.parametrize("sort", ["name", "-net,name", "-created"])
def test_neighbours_are_those_of_the_list(world, crowd, sort, django_assert_max_num_queries):
    rows, _last = walked("person", seen_by=world.ada, sort=sort)
    state, _problems = read_state("person", {"sort": sort})
    for place in (0, 1, 60, 119):
        with django_assert_max_num_queries(4):
            beside = neighbours(state, rows[place], seen_by=world.ada)
        assert beside.previous == (rows[place - 1] if place else None)
        assert beside.next == (rows[place + 1] if place < 119 else None)


def test_a_filter_leaves_what_fits(client_of, world, crowd):
    answer = client_of("ada").get('/people?filter=net >= 2 EUR and name starts with "Person 00"')
    text = answer.content.decode()
    assert answer.status_code == 200, answer.context["problems"]
    assert "Person 001" in text and "Person 000" not in text and "Person 010" not in text
    links = [unescape(href) for href in re.findall(r'class="chip__remove" href="([^"]+)"', text)]
    assert len(links) == 2 and "Person 000" in client_of("ada").get(links[0]).content.decode()


def test_a_filter_that_cannot_be_read_is_named_and_the_list_shown_without_it(client_of, crowd):
    answer = client_of("ada").get("/people?filter=shoe size > 4")
    assert answer.status_code == 422
    assert "Filter not applied" in answer.content.decode() and "Person 000" in answer.content.decode()


def test_mine_are_those_i_own(client_of, world):
    create_people(
        [PersonDraft(full_name=n, owner_id=getattr(world, n).account_id) for n in ("ada", "ben")], by=world.ada
    )
    text = client_of("ben").get("/people?view=mine").content.decode()
    assert "<bdi>ben</bdi>" in text and "<bdi>ada</bdi>" not in text


def test_a_changed_list_is_kept_as_a_view_changed_reset_and_deleted(client_of, world, crowd):
    client = client_of("ada")
    text = client.get("/people?sort=-net&columns=email").content.decode()
    assert "Save as" in text and "Reset" in text and ">Save<" not in text
    answer = client.post("/lists/people/views/new?sort=-net&columns=email", {"name": "Top", "shared": "personal"})
    assert answer.status_code == 302, answer.content.decode()
    view = answer.url
    opened = client.get(view)
    assert opened.context["state"].sort == ("-net",) and not opened.context["state"].is_changed
    assert [column.field.name for column in opened.context["state"].columns] == ["name", "email"]
    assert ">Top" in opened.content.decode() and "Save as" not in opened.content.decode()
    changed = client.get(f"{view}&sort=net")
    assert changed.context["state"].is_changed and ">Save<" in changed.content.decode()
    uid = view.rsplit("=", 1)[1]
    client.post(f"/views/{uid}/state", {"view": uid, "sort": "net"})
    assert client.get(view).context["state"].sort == ("net",)
    assert client.get(view).context["state"].columns[1].field.name == "email"
    assert client_of("ben").get(view).status_code == 422
    client.post(f"/views/{uid}/deletion")
    assert client.get(view).status_code == 422


def test_a_list_opens_with_the_view_that_was_chosen_and_all_is_still_there(client_of, world, crowd):
    client = client_of("ada")
    client.post("/lists/people/views/new?sort=-net", {"name": "Top", "shared": "personal", "opens": "on"})
    assert client.get("/people").context["state"].sort == ("-net",)
    assert client.get("/people?view=all").context["state"].sort == ("name",)
    assert client.get("/people?sort=-created").context["state"].view == ""
    assert client_of("ben").get("/people").context["state"].sort == ("name",)


def test_only_an_administrator_is_offered_views_for_everyone(client_of, world):
    assert 'value="everyone"' not in client_of("ada").get("/lists/people/views/new").content.decode()
    answer = client_of("ada").post("/lists/people/views/new", {"name": "x", "shared": "everyone"})
    assert answer.status_code == 422
    client_of("administrator").post("/lists/people/views/new?sort=-net", {"name": "All of us", "shared": "everyone"})
    assert "All of us" in client_of("cleo").get("/people").content.decode()
    assert client_of("ada").get("/lists/imports/views/new").status_code == 404


def test_groups_count_and_sum_all_of_a_list_and_show_the_first_of_each(client_of, world):
    stages = ["lead"] * 7 + ["customer"] * 2
    ids = create_people([PersonDraft(full_name=f"P{n}", stage=stage) for n, stage in enumerate(stages)], by=world.ada)
    drafts = [OrderDraft(person_id=one, ordered_at=DAY, currency="EUR", total=100) for one in ids.written]
    create_orders(drafts, by=world.ada)
    while catch_up_all():
        pass
    answer = client_of("ada").get("/people?group=stage&columns=net")
    groups = {str(group.words): group for group, _rows in answer.context["groups"] if group.count}
    assert {words: group.count for words, group in groups.items()} == {"Lead": 7, "Customer": 2}
    assert [figure for _label, figure in groups["Lead"].sums] == ["€7.00"]
    assert len(groups["Lead"].records) == 5 and groups["Lead"].has_more
    everyone = client_of("ada").get(groups["Lead"].all_href)
    assert everyone.status_code == 200 and everyone.content.decode().count("class=who") == 7
    months = client_of("ada").get("/orders?group=date").context["groups"]
    assert [(str(group.words), group.count) for group, _rows in months] == [("March 2026", 9)]


def test_groups_of_owners_name_those_without_one(client_of, world):
    owner = world.ada.account_id
    create_people([PersonDraft(full_name="A", owner_id=owner), PersonDraft(full_name="B")], by=world.ada)
    groups = client_of("ada").get("/people?group=owner").context["groups"]
    assert [(str(group.words), group.count) for group, _rows in groups] == [("Ada Lovelace", 1), ("No owner", 1)]


def test_a_card_of_a_board_is_moved_and_moved_back(client_of, world):
    [person] = create_people([PersonDraft(full_name="Ana", stage="lead")], by=world.ada).written
    client, uid = client_of("ada"), Person.objects.get(pk=person).uid
    board = client.get("/people?layout=board").content.decode()
    assert 'action="/lists/people/moves"' in board and f"form=moves name=uid value={uid}" in board
    assert "Customer" in client.get(f"/lists/people/moves?uid={uid}&back=layout%3Dboard").content.decode()
    answer = client.post("/lists/people/moves", {"uid": str(uid), "value": "customer", "back": "layout=board"})
    assert (answer.status_code, answer.url) == (302, "/people?layout=board")
    assert Person.objects.get(pk=person).stage == "customer"
    assert client.post("/lists/people/moves", {"uid": str(uid), "value": "king"}).status_code == 422
    assert client.post("/lists/companies/moves", {"uid": str(uid)}).status_code == 404
    assert client_of("reader").post("/lists/people/moves", {"uid": str(uid), "value": "lead"}).status_code == 403


@pytest.mark.parametrize("query", ["", "sort=-net", "layout=cards", "layout=board", "group=stage"])
def test_no_form_of_a_full_list_is_heavier_than_forty_kilobytes(client_of, world, query):
    """As wide as the demo's heaviest page: half with a company, long addresses, two tags, orders, an owner."""
    companies = create_companies(
        [CompanyDraft(name=f"Koffiehuis de Boer Amsterdam {n}") for n in range(25)], by=world.ada
    )
    stages = [stage for stage in Stage.values if stage]
    people = create_people(
        [
            PersonDraft(
                full_name=f"Matthias Krüger {n:02}",
                emails=[EmailDraft(f"matthias.krueger.{n:04}@koffiehuisdeboeramsterdam.example")],
                companies=[EmploymentDraft(companies.ids[n % 25])] if n % 2 else [],
                tags=["Newsletter", "Home barista"] if n % 3 else ["Gift buyer"],
                stage=stages[n % len(stages)],
                owner_id=world.ada.account_id,
            )
            for n in range(60)
        ],
        by=world.ada,
    )
    create_orders(
        [
            OrderDraft(number=f"A{n}", ordered_at=DAY, person_id=person, currency="EUR", total=43_973_09)
            for n, person in enumerate(people.ids)
        ],
        by=world.ada,
    )
    catch_up_all()
    page = client_of("administrator").get(f"/people?{query}").content
    assert len(page) <= 40_000 and page.count(b"/people/01") >= 30


def test_what_is_chosen_is_changed_as_one_set_and_only_what_is_seen(client_of, world):
    drafts = [PersonDraft(full_name=f"P{n}", owner_id=world.ada.account_id) for n in range(3)]
    ids = create_people(drafts, by=world.ada).written
    uids = [str(uid) for uid in Person.objects.filter(pk__in=ids[:2]).values_list("uid", flat=True)]
    client = client_of("ada")
    client.post("/lists/people/changes", {"action": "set:stage", "stage": "lead", "uid": uids})
    assert set(Person.objects.filter(stage="lead").values_list("pk", flat=True)) == set(ids[:2])
    client.post("/lists/people/changes", {"action": "add-tag", "tag": "VIP", "uid": uids})
    assert [len(tags) for tags in tags_of(1, ids).values()] == [1, 1]
    client.post("/lists/people/changes", {"action": "remove-tag", "tag": "vip", "uid": uids[:1]})
    assert len(tags_of(1, ids)) == 1
    set_reach(1, reach=Reach.OWN, by=world.administrator)
    client_of("cleo").post("/lists/people/changes", {"action": "trash", "all": "1"})
    assert Person.objects.filter(trashed_at__isnull=True).count() == 3
    client.post("/lists/people/changes?filter=stage = lead", {"action": "trash", "all": "1"})
    assert list(Person.objects.filter(trashed_at__isnull=True).values_list("pk", flat=True)) == [ids[2]]


def test_all_of_a_list_is_not_changed_where_its_address_cannot_be_read(client_of, world):
    create_people([PersonDraft(full_name="Ana")], by=world.ada)
    answer = client_of("ada").post("/lists/people/changes?filter=shoe > 4", {"action": "trash", "all": "1"})
    assert answer.status_code == 422 and not Person.objects.filter(trashed_at__isnull=False).exists()
    for wrong in ({"action": "sing"}, {"action": "set:name", "name": "x"}, {"action": "set:stage", "stage": "king"}):
        assert client_of("ada").post("/lists/people/changes", {**wrong, "all": "1"}).status_code == 422
    assert client_of("reader").get("/lists/people/changes").status_code == 403


def test_more_than_a_set_is_changed_by_a_job(client_of, world, monkeypatch):
    monkeypatch.setattr(action_pages, "MOST_IN_ONE_TRANSACTION", 2)
    create_people([PersonDraft(full_name=f"P{n}") for n in range(5)], by=world.ada)
    answer = client_of("ada").post("/lists/people/changes", {"action": "set:stage", "stage": "lead", "all": "1"})
    job = Job.objects.get()
    assert answer.status_code == 302 and answer.url == f"/jobs/{job.uid}"
    stop = threading.Event()
    run_job(Run(claims.claim_next("long", worker=own_token()), is_pulsed=False, stop=stop))
    job.refresh_from_db()
    assert job.result == {"changed": 5, "unchanged": 0, "refused": 0}, job.error
    assert set(Person.objects.values_list("stage", flat=True)) == {"lead"}


def test_a_list_is_arranged_by_a_plain_form(client_of, world):
    client = client_of("ada")
    assert "Move E-mail up" in client.get("/lists/people/arrangement").content.decode()
    sent = "column=name&column=stage&column=email&by0=net&falls0=1&by1=name&by=stage"
    shown = client.get(f"/lists/people/arrangement?{sent}").url
    assert shown == "/people?sort=-net,name&columns=name,stage,email&group=stage"
    moved = client.get(f"/lists/people/arrangement?{sent}&move=email:-1").context["columns"]
    assert [field.name for field, is_chosen in moved if is_chosen] == ["name", "email", "stage"]


def test_orders_stand_on_a_board_by_status_and_move_by_their_own_command(client_of, world):
    [order] = create_orders([OrderDraft(number="B-1", ordered_at=DAY, currency="EUR", total=500)], by=world.ada).written
    client, row = client_of("ada"), Order.objects.get(pk=order)
    assert f"value={row.uid}" in client.get("/orders?layout=board").content.decode()
    answer = client.post("/lists/orders/moves", {"uid": str(row.uid), "value": "cancelled", "back": "layout=board"})
    assert (answer.status_code, Order.objects.get(pk=order).status) == (302, "cancelled")
    assert "cancelled" in client.get(f"/orders/{row.uid}").content.decode()
    assert client_of("reader").post("/lists/orders/moves", {"uid": str(row.uid), "value": "open"}).status_code == 403
