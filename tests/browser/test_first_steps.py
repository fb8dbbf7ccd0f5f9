"""Preferences and the first steps, by keyboard and at phone width; what comes out of a printer."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}


def test_preferences_are_chosen_by_keyboard_and_hold_on_the_next_page(house, visit):
    page = visit("ada", "/preferences", viewport=DESK)
    dates = page.get_by_label("Dates")
    dates.focus()
    while not dates.evaluate("choice => choice.selectedOptions[0].text.startsWith('22/')"):
        before = dates.input_value()
        page.keyboard.press("ArrowDown")
        assert dates.input_value() != before
    page.get_by_label("Comfortable").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_label("As the system").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Saved.")
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.get_attribute("html", "data-density") == "compact"
    # Known before the first paint: the answer itself says so.
    assert 'data-theme="dark" data-density="compact"' in page.request.get("/orders").text()[:400]
    page.goto(f"/orders/{house.order.uid}/edit")
    expect(page.get_by_label("Ordered")).to_have_value("01/03/2026 12:30")


def test_single_keys_switched_off_do_nothing(house, visit):
    page = visit("ada", "/preferences", viewport=DESK)
    page.get_by_label("Shortcuts of single letters").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#toasts")).to_contain_text("Saved.")
    page.wait_for_load_state()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_timeout(300)
    assert page.url.endswith("/preferences")
    expect(page.locator("#dialog")).to_be_hidden()


def test_the_first_steps_on_a_phone(house, visit):
    page = visit("ada", "/people", viewport=PHONE, has_touch=True)
    page.get_by_role("button", name="More").click()
    page.get_by_role("navigation", name="Departments").get_by_role("link", name="Getting started").click()
    page.get_by_role("button", name="Skip: Learn three shortcuts").click()
    expect(page.get_by_role("main").get_by_text("skipped")).to_be_visible()
    page.get_by_role("button", name="Take it out of the sidebar").click()
    expect(page.locator("#toasts")).to_contain_text("still leads to it")
    page.get_by_role("button", name="Ada Lovelace, your account").click()
    page.get_by_role("link", name="Getting started").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Getting started")


def test_the_first_steps_without_script(house, visit):
    page = visit("ada", "/getting-started", java_script_enabled=False)
    page.get_by_role("button", name="Done: Learn three shortcuts").click()
    expect(page.get_by_role("button", name="Open again: Learn three shortcuts")).to_be_visible()


def test_paper_gets_the_record_without_the_house(house, visit):
    page = visit("ada", f"/people/{house.jo.uid}", viewport=DESK, color_scheme="dark")
    page.emulate_media(media="print")
    for part in ("#navigation", ".topbar", ".dock", ".composer", "#toasts"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert "0.99" in light or "255" in light


def test_back_and_forward_show_what_was_there(house, visit):
    page = visit("ada", "/people?sort=name", viewport=DESK)
    page.get_by_role("link", name="Jo Park").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jo Park")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("People")
    assert page.url.endswith("/people?sort=name")
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jo Park")
