"""One record of every kind, with everything a form shows."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from amity.customers.catalogue.commands import add_product
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.contact.places import Place
from amity.customers.orders.commands import open_order
from amity.customers.orders.drafts import LineDraft, OrderDraft
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import EmailDraft, EmploymentDraft, PersonDraft
from amity.kernel.money import MILLION
from amity.records.kinds.registry import kind_named, kinds
from amity.workspace.access.commands import set_reach
from amity.workspace.access.models import Reach


@pytest.fixture
def house(world: Any) -> SimpleNamespace:
    """`records` by kind; `hide_from_cleo()` leaves her only her own, of which there are none."""
    by = world.ada
    owned = {"owner_id": by.account_id}
    add_company(CompanyDraft(name="Holding", **owned), by=by)
    company = add_company(CompanyDraft(name="Nordwind", place=Place(city="Hamburg"), tags=["Old"], **owned), by=by)
    person = add_person(
        PersonDraft(
            full_name="Ana Ruiz",
            emails=[EmailDraft("ana@example.com"), EmailDraft("ana@home.example", "home")],
            companies=[EmploymentDraft(company, "Head buyer")],
            addresses=[Place("Calle 1", "Madrid", "", "28001", "PT", "work"), Place(city="Cádiz")],
            **owned,
        ),
        by=by,
    )
    product = add_product(
        ProductDraft(name="Knife", code="K1", category="Kitchen", currency="EUR", unit_price=5 * MILLION, **owned),
        by=by,
    )
    order = open_order(
        OrderDraft(
            number="R1",
            company_id=company,
            ordered_at=datetime(2026, 3, 1, 9, 15, 42, 120, tzinfo=UTC),
            currency="EUR",
            lines=[LineDraft(product, "Knife", 2 * MILLION, 5 * MILLION)],
            **owned,
        ),
        by=by,
    )
    keys = {"person": person, "company": company, "product": product, "order": order}

    def hide_from_cleo(but_for: str = "") -> None:
        for kind in kinds():
            if kind.name != but_for:
                set_reach(kind.number, reach=Reach.TEAM, by=world.administrator)

    return SimpleNamespace(
        world=world,
        records={name: kind_named(name).model._default_manager.get(pk=pk) for name, pk in keys.items()},
        hide_from_cleo=hide_from_cleo,
    )
