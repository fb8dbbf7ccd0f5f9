"""Sentences of changes, in words that a higher floor supplies."""

import pytest

from amity.kernel.facts import words
from amity.kernel.facts.kinds import RecordChanged, RecordDeleted, fact_kind
from amity.kernel.facts.words import FieldWords, register_field_words

KIND = 901


@pytest.fixture(autouse=True)
def labels(monkeypatch):
    monkeypatch.setattr(words, "_lookups", [])
    supplied = {
        "city": FieldWords("city"),
        "stage": FieldWords("stage", {"lead": "Lead", "customer": "Customer"}.__getitem__),
    }
    register_field_words(lambda kind, field: supplied.get(field) if kind == KIND else None)


def told(**changes) -> str:
    data = RecordChanged(record_kind=KIND, record_id=1, changes=changes).data()
    return RecordChanged.tell(data)


def test_a_change_names_the_field_and_both_values():
    assert told(city=["Berlin", "Bonn"]) == "changed City from Berlin to Bonn"
    assert told(stage=["lead", "customer"]) == "changed Stage from Lead to Customer"


def test_empty_values_read_naturally():
    assert told(city=["", "Bonn"]) == "changed City to Bonn"
    assert told(city=[None, "Bonn"]) == "changed City to Bonn"
    assert told(city=["Berlin", None]) == "changed City from Berlin to nothing"


def test_several_changes_are_listed_and_many_are_counted():
    assert told(city=["", "Bonn"], stage=["lead", "customer"]) == (
        "changed City to Bonn and Stage from Lead to Customer"
    )
    many = {f"field_{number}": ["", number] for number in range(6)}
    assert told(**many) == "changed Field 0 to 0, Field 1 to 1, Field 2 to 2 and 3 more fields"


def test_a_field_nobody_names_is_called_by_itself():
    assert told(owner_id=[3, 4], is_primary=[False, True]) == (
        "changed Owner from 3 to 4 and Is primary from no to yes"
    )


def test_long_values_are_cut_in_the_sentence_and_whole_in_the_details():
    text = "word " * 40
    assert told(about=["", text]).endswith("word word word word word word word word word word word word…")
    data = RecordChanged(record_kind=KIND, record_id=1, changes={"about": ["", text]}).data()
    assert RecordChanged.details(data)[0].after == text


def test_lists_and_objects_read_as_text():
    assert told(tags=[[], ["VIP", "press"]]) == "changed Tags to VIP; press"
    assert told(address=[None, {"street": "", "city": "Bonn", "country_id": 4}]) == "changed Address to Bonn"


def test_a_change_without_readable_values_names_the_field_alone():
    assert told(companies=[[{"company_id": 3}], [{"company_id": 4}]]) == "changed Companies"


def test_an_erased_change_tells_no_values():
    assert told(city="erased") == "changed City from … to …"


def test_a_deletion_names_what_is_gone():
    data = RecordDeleted(record_kind=KIND, record_id=1, title="Kaffeelabor", snapshot={"city": "Bonn"}).data()
    assert RecordDeleted.tell(data) == "deleted Kaffeelabor"
    assert fact_kind("record.deleted") is RecordDeleted
    assert fact_kind("record.unheard_of") is None
