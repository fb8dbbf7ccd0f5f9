"""Keys that make a POST safe to repeat, limits, and walks while others write."""

import json
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amity.customers.people.commands import add_person, change_person
from amity.customers.people.drafts import PersonDraft
from amity.customers.people.models import Person
from amity.kernel.api import limits
from amity.kernel.api.models import CallCount, KeptAnswer
from amity.kernel.api.once import forget_old_answers
from amity.kernel.facts.models import StoredFact
from amity.kernel.facts.refs import Ref
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.numbers import PERSON
from amity.records.trash.commands import trash_records

PEOPLE = "/api/v1/people"


def post(client, body, key):
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(PEOPLE, json.dumps(body), content_type="application/json", headers=headers)


def test_a_post_with_a_key_is_carried_out_once(world, client_of):
    ada = client_of("ada")
    first, again = post(ada, {"full_name": "Ana"}, "k1"), post(ada, {"full_name": "Ana"}, "k1")
    assert (again.status_code, again.json(), again["ETag"]) == (201, first.json(), first["ETag"])
    assert again["Idempotent-Replayed"] == "true" and again["Location"] == first["Location"]
    assert Person.objects.count() == 1
    other = post(ada, {"full_name": "Ben"}, "k1")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.other_request")
    assert post(client_of("ben"), {"full_name": "Ben"}, "k1").status_code == 201
    assert Person.objects.count() == 2


def test_what_was_refused_may_be_tried_again_with_its_key(world, client_of):
    ada = client_of("ada")
    assert post(ada, {"full_name": ""}, "k1").status_code == 422
    assert not KeptAnswer.objects.exists()
    assert post(ada, {"full_name": "Ana"}, "k1").status_code == 201


def test_answers_are_kept_for_a_day(world, client_of):
    ada = client_of("ada")
    post(ada, {"full_name": "Ana"}, "k1")
    KeptAnswer.objects.update(kept_at=timezone.now() - timedelta(hours=25))
    assert post(ada, {"full_name": "Ben"}, "k1").status_code == 201
    KeptAnswer.objects.update(kept_at=timezone.now() - timedelta(hours=25))
    assert forget_old_answers() == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="threads cannot share the tests' database in memory")
@pytest.mark.django_db(transaction=True)
def test_of_requests_with_one_key_at_one_moment_only_one_is_carried_out(world, client_of):
    client, answers = client_of("ada"), []

    def send():
        browser = Client()
        browser.cookies.update(client.cookies)
        answers.append(post(browser, {"full_name": "Ana"}, "k1"))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert Person.objects.count() == StoredFact.objects.filter(kind="person.created").count() == 1


def test_a_minute_has_so_many_calls_over_all_processes(world, client_of, settings, monkeypatch):
    settings.API_CALLS_PER_MINUTE = 40
    monkeypatch.setattr(limits.time, "time", lambda: 1_800_000_020.0)
    limits.forget_calls()
    ada = client_of("ada")
    assert [ada.get(f"{PEOPLE}?limit=1").status_code for _ in range(30)] == [200] * 30
    # Another process, which knows nothing of those.
    limits.forget_calls()
    told = [ada.get(f"{PEOPLE}?limit=1") for _ in range(12)]
    assert [answer.status_code for answer in told] == [200] * 10 + [429] * 2
    assert told[-1].json()["code"] == "rate.exceeded" and told[-1]["Retry-After"] == "41"
    assert client_of("ben").get(f"{PEOPLE}?limit=1").status_code == 200
    monkeypatch.setattr(limits.time, "time", lambda: 1_800_000_061.0)
    assert ada.get(f"{PEOPLE}?limit=1").status_code == 200
    assert CallCount.objects.count() == 2
    limits.forget_calls()


ACTS = st.lists(
    st.tuples(st.sampled_from(["add", "rename", "trash", "turn"]), st.integers(0, 30)), min_size=4, max_size=40
)


@pytest.mark.django_db
@given(acts=ACTS, size=st.integers(1, 4), start=st.integers(3, 8), descending=st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_walk_meets_what_was_there_all_the_time_once_whatever_others_do(
    world, client_of, acts, size, start, descending
):
    Person.objects.all().delete()
    ids = [add_person(PersonDraft(full_name=f"P{number}"), by=world.ada) for number in range(start)]
    stayed, seen, cursor, ada = set(ids), [], "", client_of("ada")
    acts, sort = list(acts), "&sort=-id" if descending else ""
    while cursor is not None:
        page = ada.get(f"{PEOPLE}?limit={size}&fields=name{sort}&cursor={cursor}").json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
        for act, number in [acts.pop() for _ in range(min(3, len(acts)))]:
            living = [pk for pk in ids if Person.objects.filter(pk=pk, trashed_at=None).exists()]
            if act == "add" or not living:
                ids.append(add_person(PersonDraft(full_name=f"N{number}"), by=world.ada))
            elif act == "rename":
                change = RecordChange(living[number % len(living)], {"full_name": f"{number:02} renamed {time.time()}"})
                change_person(change, by=world.ada)
            else:
                gone = living[number % len(living)]
                trash_records([Ref(PERSON, gone)], by=world.ada)
                stayed.discard(gone)
    uids = {str(uid) for uid in Person.objects.filter(pk__in=stayed).values_list("uid", flat=True)}
    assert len(seen) == len(set(seen))
    assert uids <= set(seen)


def test_a_batch_answers_every_row_and_does_twice_what_it_does_once(world, client_of):
    ada = client_of("ada")
    rows = [
        {"full_name": "Ana", "emails": [{"address": "ana@example.org"}], "tags": ["vip"]},
        {"full_name": "Ben", "external_ids": [{"source": "shop", "value": "7"}], "companies": []},
        {"emails": [{"address": "no address"}]},
        {"full_name": "Ana again", "emails": [{"address": "ANA@example.org"}]},
        {"fullname": "slip"},
        {"id": str(world.accounts["ben"].uid), "full_name": "Nobody"},
    ]

    def put():
        return ada.put(f"{PEOPLE}/batch", json.dumps({"items": rows}), content_type="application/json").json()

    first = put()
    assert [row["status"] for row in first["rows"]] == ["created", "created", *["refused"] * 4]
    codes = [row["problem"]["code"] for row in first["rows"] if row["problem"]]
    assert codes == ["email.invalid", "batch.twice", "value.extra_forbidden", "record.missing"]
    assert (first["created"], first["refused"], Person.objects.count()) == (2, 4, 2)
    facts = StoredFact.objects.count()
    second = put()
    assert [row["status"] for row in second["rows"][:2]] == ["unchanged", "unchanged"]
    assert [row["id"] for row in second["rows"][:2]] == [row["id"] for row in first["rows"][:2]]
    assert StoredFact.objects.count() == facts
    rows[:] = [{"external_ids": [{"source": "shop", "value": "7"}], "stage": "lead"}]
    third = put()["rows"][0]
    assert (third["status"], third["version"], Person.objects.get(full_name="Ben").stage) == ("changed", 2, "lead")


def test_more_than_a_thousand_rows_are_refused_whole(world, client_of):
    rows = {"items": [{"full_name": "x"}] * 1001}
    told = client_of("ada").put(f"{PEOPLE}/batch", json.dumps(rows), content_type="application/json")
    assert (told.status_code, told.json()["field"]) == (422, "items")
    assert not Person.objects.exists()
