"""Every page in Chromium: axe in light, dark and on a phone; nothing scrolls sideways; the console stays silent."""

from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
UNKNOWN = UUID(int=7 << 76 | 1 << 63)
PLACES = (
    "/people", "/people/new", "/companies", "/companies/new", "/orders", "/orders/new", "/products", "/products/new",
    "/getting-started", "/help", "/help/people",
    "/imports", "/imports/new", "/jobs", "/settings/accounts", "/settings/profile", "/preferences",
    "/shortcuts", "/settings/teams", "/search", "/search?q=jo", "/search?q=nothinglikeit",
    "/settings/visibility", "/settings/organisation", "/settings/rates", "/settings/outgoing", "/settings/sample-data",
    "/settings/shops", "/settings/tracking",
    "/settings/tokens", "/settings/tokens/new", "/settings/tokens/everyone",
    "/api/v1/docs", "/api/v1/docs/list_people", "/api/v1/docs/change_person", "/api/v1/docs/upsert_orders",
    f"/people/{UNKNOWN}",
)  # fmt: skip


def addresses(house) -> list[str]:
    jo, company, order = f"/people/{house.jo.uid}", f"/companies/{house.company.uid}", f"/orders/{house.order.uid}"
    product = f"/products/{house.product.uid}"
    records = [jo, company, order, product]
    accounts, teams = house.world.accounts, house.world.teams
    return [
        *PLACES,
        *records,
        *(f"{path}/edit" for path in records),
        f"{jo}/deletion",
        f"/settings/accounts/{accounts['ada'].uid}",
        f"/settings/teams/{teams['sales'].uid}",
    ]


def violations(page: Page, **options) -> list[tuple]:
    found = Axe().run(page, options={"preload": False, **options}).response["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found]


def scrolls_sideways(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("half", [0, 1])
def test_every_page_is_sound_in_light_dark_and_on_a_phone(house, visit, half):
    page = visit("administrator", "/people", viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    wrong = {}
    for path in addresses(house)[half::2]:
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(path)
        found = violations(page)
        page.emulate_media(color_scheme="dark")
        found += violations(page, runOnly=["color-contrast"])
        page.emulate_media(color_scheme="light")
        widths = [1280] if scrolls_sideways(page) else []
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 780})
            widths += [width] if scrolls_sideways(page) else []
        found += violations(page, runOnly=["target-size"])
        if not page.title() or found or widths:
            wrong[path] = (page.title(), found, widths)
    assert wrong == {}


def test_pages_before_signing_in_are_sound(world, visit):
    page = visit(None, "/sign-in", viewport={"width": 390, "height": 780})
    for path in ("/sign-in", "/password"):
        page.goto(path)
        assert violations(page) == []
        assert not scrolls_sideways(page)


def test_a_browser_that_asks_for_an_icon_by_name_gets_one(world, visit):
    page = visit(None, "/sign-in")
    answer = page.request.get("/favicon.ico")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/svg+xml")
