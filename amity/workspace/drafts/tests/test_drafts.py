"""What is typed is kept for whoever typed it, until it is saved, given up or old."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from amity.kernel.commands import Invalid
from amity.workspace.drafts import commands
from amity.workspace.drafts.commands import discard_draft, forget_old_drafts, keep_draft
from amity.workspace.drafts.jobs import tidy_drafts
from amity.workspace.drafts.models import Draft
from amity.workspace.drafts.queries import draft

KEY = "history:person:01931f7e-0000-7000-8000-000000000000"
NASTY = "<script>alert(1)</script> \N{RIGHT-TO-LEFT OVERRIDE}ليلى 🦊 'quoted' \"twice\" {{ braces }}\nsecond line"


def test_a_draft_comes_back_as_it_was_typed_and_only_to_whom_it_belongs(world, client_of):
    answer = client_of("ada").put(
        f"/drafts/{KEY}", json.dumps({"text": NASTY, "kind": "note"}), content_type="application/json"
    )
    assert answer.status_code == 204
    assert draft(KEY, seen_by=world.ada).fields == {"text": NASTY, "kind": "note"}
    assert draft(KEY, seen_by=world.ben) is None
    assert draft(KEY, seen_by=world.administrator) is None


def test_there_is_one_draft_a_form_and_the_newer_one_stays(world):
    keep_draft(KEY, {"text": "one"}, by=world.ada)
    keep_draft(KEY, {"text": "two"}, by=world.ada)
    assert Draft.objects.get().fields == {"text": "two"}


def test_a_draft_that_is_given_up_is_gone(world, client_of):
    keep_draft(KEY, {"text": "one"}, by=world.ada)
    client_of("ben").delete(f"/drafts/{KEY}")
    assert draft(KEY, seen_by=world.ada)
    assert client_of("ada").delete(f"/drafts/{KEY}").status_code == 204
    assert draft(KEY, seen_by=world.ada) is None


def test_giving_up_what_was_never_kept_writes_nothing(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        discard_draft(KEY, by=world.ada)


def test_who_only_reads_may_type_too(world):
    keep_draft("settings:profile", {"name": "R"}, by=world.reader)
    assert draft("settings:profile", seen_by=world.reader)


@pytest.mark.parametrize("body", ["", "[]", "no json", '"text"', "5"])
def test_what_is_no_form_is_refused(world, client_of, body):
    answer = client_of("ada").put(f"/drafts/{KEY}", body, content_type="application/json")
    assert answer.status_code == 422
    assert not Draft.objects.exists()


@pytest.mark.parametrize("key", ["Key", "key with spaces", "k" * 201, "<b>", "über"])
def test_keys_are_ours(world, key):
    with pytest.raises(Invalid):
        keep_draft(key, {"text": "x"}, by=world.ada)


def test_far_too_much_is_refused_and_a_long_note_is_not(world):
    keep_draft(KEY, {"text": "🦊" * 20_000}, by=world.ada)
    with pytest.raises(Invalid):
        keep_draft(KEY, {"text": "x" * 200_001}, by=world.ada)
    assert len(draft(KEY, seen_by=world.ada).fields["text"]) == 20_000


def test_the_oldest_go_when_there_are_too_many(world, monkeypatch):
    monkeypatch.setattr(commands, "MOST", 3)
    keep_draft("other:form", {"text": "x"}, by=world.ben)
    for number in range(5):
        keep_draft(f"form:{number}", {"text": "x"}, by=world.ada)
    keys = set(Draft.objects.values_list("key", flat=True))
    assert keys == {"form:2", "form:3", "form:4", "other:form"}


def test_after_thirty_days_a_draft_is_forgotten(world):
    keep_draft("old:form", {"text": "x"}, by=world.ada)
    keep_draft("new:form", {"text": "x"}, by=world.ada)
    Draft.objects.filter(key="old:form").update(updated_at=timezone.now() - timedelta(days=31))
    assert draft("old:form", seen_by=world.ada) is None
    assert forget_old_drafts() == 1
    assert Draft.objects.get().key == "new:form"
    assert tidy_drafts.name.endswith("tidy_drafts")


def test_drafts_go_with_their_account(world):
    keep_draft(KEY, {"text": "one"}, by=world.ada)
    world.accounts["ada"].delete()
    assert not Draft.objects.exists()
