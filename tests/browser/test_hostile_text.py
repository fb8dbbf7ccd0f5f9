"""Text stays text: 300 hostile spellings in every text field, many records a page, and none of them runs."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest

from amity.customers.catalogue.commands import create_products
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.companies.commands import create_companies
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.contact.places import Place
from amity.customers.orders.commands import create_orders
from amity.customers.orders.drafts import LineDraft, OrderDraft
from amity.customers.people.commands import create_people
from amity.customers.people.drafts import EmploymentDraft, PersonDraft, PhoneDraft
from amity.customers.people.models import Person
from amity.kernel.commands import Actor
from amity.kernel.facts.readers import catch_up_all
from amity.kernel.money import MILLION
from amity.records.kinds.registry import kinds
from amity.records.notes.commands import write_note
from tests.browser.hostile import PAYLOADS

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LISTS_AT_ONCE = 50


def clean(text: str) -> str:
    """As much of a payload as the commands take: they refuse control characters."""
    return "".join(letter for letter in text if letter >= " ")


def fill(by: Actor) -> None:
    """As many records of each kind as there are payloads, every text field another payload."""
    words = [clean(text) for text in PAYLOADS]

    def other(place: int, field: int) -> str:
        return words[(place + 37 * field) % len(words)]

    for start in range(0, len(words), 250):
        places = range(start, min(start + 250, len(words)))
        companies = create_companies(
            [
                CompanyDraft(
                    name=other(i, 0),
                    industry=other(i, 1)[:120],
                    phone=other(i, 2)[:60],
                    place=Place(other(i, 3), other(i, 4)[:120], other(i, 5)[:120], other(i, 6)[:30], ""),
                    about=other(i, 7),
                    tags=[other(i, 8)[:60].replace(",", " ")],
                )
                for i in places
            ],
            by=by,
        )
        people = create_people(
            [
                PersonDraft(
                    full_name=other(i, 0),
                    given_name=other(i, 1)[:150],
                    family_name=other(i, 2)[:150],
                    phones=[PhoneDraft(other(i, 3)[:60], other(i, 4)[:40])],
                    addresses=[Place(other(i, 5), other(i, 6)[:120], other(i, 7)[:120], other(i, 8)[:30], "")],
                    companies=[EmploymentDraft(company, other(i, 9)[:160])] if company else [],
                    about=other(i, 10),
                    tags=[other(i, 11)[:60].replace(",", " ")],
                    external_ids=[(other(i, 12)[:64], f"{i} {other(i, 13)}"[:200])],
                )
                for i, company in zip(places, companies.ids, strict=True)
            ],
            by=by,
        )
        products = create_products(
            [
                ProductDraft(
                    name=other(i, 0), code=f"{i} {other(i, 1)}"[:100], category=other(i, 2)[:190].replace(">", "»"),
                    currency="EUR", unit_price=MILLION, description=other(i, 3),
                )
                for i in places
            ],
            by=by,
        )  # fmt: skip
        create_orders(
            [
                OrderDraft(
                    number=f"{i} {other(i, 0)}"[:100], title=other(i, 1), channel=other(i, 2)[:60], person_id=person,
                    ordered_at=datetime(2026, 1, 1, tzinfo=UTC), currency="EUR",
                    lines=[LineDraft(product, other(i, 3), MILLION, MILLION)],
                )
                for i, person, product in zip(places, people.ids, products.ids, strict=True)
            ],
            by=by,
        )  # fmt: skip
    everybody = Person.objects.order_by("pk").first()
    for text in words:
        write_note(everybody.ref, text=text, by=by)  # type: ignore[union-attr]
    while catch_up_all():
        pass


def test_no_text_ever_runs(world: Any, visit: Any) -> None:
    assert len(PAYLOADS) >= 300
    fill(world.administrator)
    assert min(kind.model._default_manager.count() for kind in kinds()) >= 300
    page = visit("administrator", "/people")
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(f"{page.url}: {dialog.message}"), dialog.dismiss()))
    addresses = []
    for kind in kinds():
        list_address = f"/{kind.plural}"
        seen = 0
        while list_address and seen < len(PAYLOADS):
            page.goto(list_address)
            assert page.evaluate("window.ran") is None, list_address
            seen += LISTS_AT_ONCE
            link = page.query_selector("a[rel=next]")
            list_address = link.get_attribute("href") if link else ""
            list_address = f"/{kind.plural}{list_address}" if list_address.startswith("?") else list_address
        record = kind.model._default_manager.order_by("pk").first()
        address = kind.path(record)
        addresses += [
            address,
            f"{address}/edit",
            f"{address}/changes",
            f"{address}/preview",
            f"/{kind.plural}?layout=cards",
        ]
    addresses += [f"/search?q={quote(clean(text))}" for text in PAYLOADS[::6]]
    addresses += [f"/people?filter={quote(clean(text))}" for text in PAYLOADS[1::6]]
    addresses += [f"/people?sort={quote(clean(text))}&columns={quote(clean(text))}" for text in PAYLOADS[2::24]]
    for address in addresses:
        page.goto(address)
        page.mouse.move(300, 300)
        assert page.evaluate("window.ran") is None, address
    assert ran == []
