"""Every declared field of every kind can be read from a list's rows, and what edits it is in the kind's form."""

from datetime import UTC, datetime
from typing import Any

import pytest

from amity.customers.catalogue.commands import add_product
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.orders.commands import open_order
from amity.customers.orders.drafts import OrderDraft
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import EmailDraft, EmploymentDraft, PersonDraft
from amity.records.kinds.registry import kind_named, kinds
from amity.workspace.access.commands import set_reach
from amity.workspace.access.models import Reach


@pytest.fixture
def house(world: Any) -> Any:
    by = world.administrator
    company = add_company(CompanyDraft(name="Nordwind", owner_id=world.ada.account_id, tags=["Key"]), by=by)
    add_company(CompanyDraft(name="Nordwind West", parent_id=company), by=by)
    person = add_person(
        PersonDraft(
            full_name="Ana Ruiz",
            emails=[EmailDraft("ana@example.com")],
            companies=[EmploymentDraft(company, "Buyer")],
            owner_id=world.cleo.account_id,
        ),
        by=by,
    )
    add_product(ProductDraft(name="Knife", code="K1", category="Kitchen", currency="EUR", unit_price=5_000_000), by=by)
    open_order(
        OrderDraft(
            number="R1", person_id=person, ordered_at=datetime(2026, 3, 1, tzinfo=UTC), currency="EUR", total=900
        ),
        by=by,
    )
    return world


def values_in_lists(seen_by: Any) -> dict[tuple[str, str], list[Any]]:
    found: dict[tuple[str, str], list[Any]] = {}
    for kind in kinds():
        for field in kind.fields:
            rows = kind.visible_to(seen_by)
            if field.fetch:
                rows = field.fetch(rows, seen_by)
            records = list(rows.order_by("pk"))
            loaded = field.load([record.pk for record in records], seen_by) if field.load else None
            found[kind.name, field.name] = [
                field.read(record) if loaded is None else loaded.get(record.pk) for record in records
            ]
    return found


def test_every_field_can_be_read_from_the_rows_of_a_list(house: Any) -> None:
    found = values_in_lists(house.administrator)

    assert [company.name for company in found["person", "company"]] == ["Nordwind"]
    assert found["person", "email"] == ["ana@example.com"]
    assert [company and company.name for company in found["company", "parent"]] == [None, "Nordwind"]
    assert found["product", "price"] == [(5_000_000, "EUR")]
    assert found["order", "total"] == [(900, "EUR")]
    assert [person.name for person in found["order", "customer"]] == ["Ana Ruiz"]
    assert set(found["person", "owner"]) == {house.accounts["cleo"]}


def test_a_field_shows_no_record_its_viewer_may_not_see(house: Any) -> None:
    set_reach(kind_named("company").number, reach=Reach.OWN, by=house.administrator)

    found = values_in_lists(house.cleo)

    assert found["person", "company"] == [None]


def test_what_edits_a_field_is_in_the_form_of_its_kind(house: Any) -> None:
    for kind in kinds():
        assert kind.editing, kind.name
        record = kind.visible_to(house.administrator).first()
        form = kind.editing.filled(record, None, seen_by=house.administrator)
        for field in kind.fields:
            assert set(field.editor) <= set(form.fields), (kind.name, field.name)
            assert not field.editor or field.changes, (kind.name, field.name)
