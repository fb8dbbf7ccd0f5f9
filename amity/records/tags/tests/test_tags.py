"""Tags on records of any kind, put on and taken off in sets."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amity.kernel.commands import Actor, Invalid, unit_of_work
from amity.records.tags.commands import set_tags, tag_records
from amity.records.tags.models import Tag, Tagging
from amity.records.tags.queries import all_tag_names, tag_names_of, tags_of

pytestmark = pytest.mark.django_db
BY = Actor.system()
KIND, OTHER = 901, 902


def tag(names, kind=KIND) -> None:
    with unit_of_work():
        tag_records(kind, names, by=BY)


def test_tags_are_made_once_whatever_their_case_and_accents():
    tag({1: ["VIP", "Café"], 2: ["vip", " cafe "]})
    tag({3: ["Vip"]})
    assert Tag.objects.count() == 2
    keys = {record_id: [item.name_key for item in found] for record_id, found in tags_of(KIND, [1, 2, 3, 4]).items()}
    assert keys == {1: ["cafe", "vip"], 2: ["cafe", "vip"], 3: ["vip"]}


def test_a_name_twice_on_a_record_is_one_tag_and_an_empty_one_is_none():
    tag({1: ["VIP", "vip", "", "  ", "\0"]})
    assert Tagging.objects.count() == 1


def test_kinds_do_not_mix():
    tag({1: ["VIP"]})
    tag({1: ["Press"]}, kind=OTHER)
    assert tag_names_of(KIND, [1]) == {1: ["VIP"]}
    assert tag_names_of(OTHER, [1]) == {1: ["Press"]}


def test_setting_tags_replaces_them():
    tag({1: ["a", "b"], 2: ["a"]})
    with unit_of_work():
        set_tags(KIND, {1: ["b", "c"], 2: []}, by=BY)
    assert tag_names_of(KIND, [1, 2]) == {1: ["b", "c"]}
    assert all_tag_names() == ["a", "b", "c"]


def test_a_tag_that_is_too_long_is_refused():
    with pytest.raises(Invalid) as refusal:
        tag({1: ["x" * 61]})
    assert refusal.value.field == "tags"
    tag({1: ["ß" * 60]})
    assert tag_names_of(KIND, [1]) == {1: ["ß" * 60]}


def test_the_tags_of_many_records_are_one_query():
    tag({number: ["a", f"tag {number}"] for number in range(50)})
    with CaptureQueriesContext(connection) as queries:
        found = tags_of(KIND, range(50))
    assert len(queries) == 1
    assert [item.name for item in found[7]] == ["a", "tag 7"]


def test_a_tag_that_somebody_else_makes_at_this_moment_is_shared(monkeypatch):
    from amity.records.tags import commands

    honest, calls = commands._ids_of, []

    def late(keys):
        calls.append(1)
        if len(calls) == 1:
            Tag.objects.create(name="VIP", name_key="vip")
            return {}
        return honest(keys)

    monkeypatch.setattr(commands, "_ids_of", late)
    tag({1: ["vip"]})
    assert tag_names_of(KIND, [1]) == {1: ["VIP"]}
