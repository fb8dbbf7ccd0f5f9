"""A house with a few customers, and browsers in which someone is signed in."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from amity.customers.catalogue.commands import add_product
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.catalogue.models import Product
from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.companies.models import Company
from amity.customers.orders.commands import open_order
from amity.customers.orders.drafts import LineDraft, OrderDraft
from amity.customers.orders.models import Order
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import EmailDraft, EmploymentDraft, PersonDraft
from amity.customers.people.models import Person
from amity.kernel.facts.readers import catch_up_all
from amity.kernel.money import MILLION
from tests.browser.waiting import PATIENCE

DAY = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
# Answers that refuse, and a network that a test has cut.
# A busy machine answers late; patience costs only a test that fails.
expect.set_options(timeout=PATIENCE)
ON_PURPOSE = ("the server responded with a status of 4", "ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterReq")
LONG = "Maximiliane-Alexandra von Hohenstaufen-Oberschwabenland und zu Weißenfels"


@pytest.fixture
def house(world: Any, settings: Any, tmp_path: Any) -> SimpleNamespace:
    """People (one with a long name, one written from right to left), a company, a product and an order."""
    settings.DATA_FOLDER = tmp_path / "data"
    company = add_company(CompanyDraft(name="Nord"), by=world.ada)
    jo = add_person(
        PersonDraft(full_name="Jo Park", emails=[EmailDraft("jo@example.org")], companies=[EmploymentDraft(company)]),
        by=world.ada,
    )
    add_person(PersonDraft(full_name=LONG, tags=["Gift buyer", "Home barista", "VIP"]), by=world.ada)
    add_person(PersonDraft(full_name="ليلى حداد", emails=[EmailDraft("laila@example.org")]), by=world.ada)
    mug = add_product(ProductDraft(name="Mug", code="M1", unit_price=5 * MILLION), by=world.ada)
    order = open_order(
        OrderDraft(
            number="A-1",
            ordered_at=DAY,
            person_id=jo,
            currency="EUR",
            lines=[LineDraft(mug, "Mug, white", 2 * MILLION, 5 * MILLION)],
        ),
        by=world.ada,
    )
    catch_up_all()
    return SimpleNamespace(
        world=world,
        jo=Person.objects.get(pk=jo),
        company=Company.objects.get(pk=company),
        product=Product.objects.get(pk=mug),
        order=Order.objects.get(pk=order),
    )


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer, client_of: Any, settings: Any) -> Iterator[Callable[..., Page]]:
    """`visit("ada", "/people")`: a page in a browser of its own. The test fails for anything the console complains of;
    answers that refuse on purpose (4xx) are no complaint. Without motion: colours half on their way are no colours."""
    contexts, said = [], []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(words in message.text for words in ON_PURPOSE):
            said.append(f"{message.text} {message.location}")

    def visited(who: str | None, path: str, **options: Any) -> Page:
        context = browser.new_context(**{"base_url": live_server.url, "reduced_motion": "reduce", **options})
        contexts.append(context)
        if who:
            name = settings.SESSION_COOKIE_NAME
            value = client_of(who).cookies[name].value
            context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", hear)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path)
        return page

    yield visited
    for context in contexts:
        context.close()
    assert said == []
