"""The style sheet in Chromium: axe in every theme and width, the strict policy, the keyboard, no sideways scrolling."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VIEWS = {"light": ("light", 1440, 900), "dark": ("dark", 1440, 900), "phone": ("light", 390, 844)}


@pytest.fixture
def open_page(browser, live_server, client_of, settings):
    """`open_page("dark")`: the style sheet in one of VIEWS; the test fails for anything said on the console."""
    settings.DEBUG = True
    contexts, said = [], []
    session = {"name": settings.SESSION_COOKIE_NAME, "url": live_server.url}
    session["value"] = client_of("administrator").cookies[settings.SESSION_COOKIE_NAME].value

    def opened(view, **options):
        scheme, width, height = VIEWS[view]
        size = {"width": width, "height": height}
        context = browser.new_context(color_scheme=scheme, viewport=size, reduced_motion="reduce", **options)
        context.add_cookies([session])
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda message: message.type == "error" and said.append(f"{message.text} {message.location}")
        )
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{live_server.url}/styleguide")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(open_page, view):
    found = Axe().run(open_page(view), options={"preload": False}).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found] == []


def test_a_phone_never_scrolls_sideways(open_page):
    page = open_page("phone")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.smoke
def test_the_theme_changes_at_once_and_stays(open_page):
    page = open_page("light")
    page.click("[popovertarget=account]")
    with page.expect_response("**/appearance"):
        page.click("button[value=dark]")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_theme_changes_without_script(open_page):
    page = open_page("light", java_script_enabled=False)
    page.click("[popovertarget=account]")
    page.click("button[value=dark]")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_keyboard_meets_the_skip_link_first(open_page):
    page = open_page("light")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_right_to_left_mirrors_the_frame(open_page):
    page = open_page("light")
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.locator("#navigation").bounding_box()["x"] > 1000
    assert page.evaluate("document.documentElement.scrollWidth") == 1440
