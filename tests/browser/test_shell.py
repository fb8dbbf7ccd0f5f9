"""The shell by keyboard: shortcuts, the sheet, messages that wait for their reader."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHEET = "#dialog[open]"
TOAST = """({words, undo}) => document.dispatchEvent(new CustomEvent("toast",
  {detail: {messages: [{words, level: "success", undo}]}}))"""


def tell(page: Page, words: str, undo: str = "") -> None:
    """As an htmx answer with an HX-Trigger header does."""
    page.evaluate(TOAST, {"words": words, "undo": undo})


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_g_and_a_letter_go_to_a_place(house, visit):
    page = visit("ada", "/people")
    press(page, "g", "c")
    page.wait_for_url("**/companies")
    press(page, "g", "o")
    page.wait_for_url("**/orders")


def test_the_question_mark_opens_the_sheet_and_escape_gives_the_focus_back(house, visit):
    page = visit("ada", "/people")
    page.get_by_role("link", name="Add a person").focus()
    press(page, "?")
    expect(page.locator(SHEET)).to_be_visible()
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_contain_text("Next row")
    press(page, "g", "c")
    press(page, "Escape")
    expect(page.locator("#dialog")).to_be_hidden()
    expect(page.get_by_role("link", name="Add a person")).to_be_focused()
    assert page.url.endswith("/people")


def test_no_shortcut_while_somebody_types(house, visit):
    page = visit("ada", f"/people/{house.jo.uid}")
    page.get_by_label("What happened").focus()
    page.keyboard.type("gc? g o")
    expect(page.get_by_label("What happened")).to_have_value("gc? g o")
    expect(page.locator("#dialog")).to_be_hidden()
    page.locator("body").evaluate("body => document.activeElement.blur()")
    # A letter of an input method is none of ours.
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '?', isComposing: true, bubbles: true}))"
    )
    expect(page.locator("#dialog")).to_be_hidden()


def test_the_sheet_is_a_page_without_script(house, visit):
    page = visit("ada", "/people", java_script_enabled=False)
    page.click("[popovertarget=account]")
    page.get_by_role("link", name="Keyboard shortcuts").click()
    expect(page.get_by_role("heading", name="Keyboard shortcuts")).to_be_visible()


def test_messages_stack_wait_for_their_reader_and_leave(house, visit):
    page = visit("ada", "/people")
    page.clock.install(time=datetime(2026, 3, 1, tzinfo=UTC))
    page.goto("/people")
    # From here on time goes by only as told, however slow the machine.
    page.clock.pause_at(datetime(2026, 3, 2, tzinfo=UTC))
    tell(page, "One was moved.", "/changes/1/undo")
    tell(page, "Two was moved.")
    toasts = page.locator("#toasts .toast")
    expect(toasts).to_have_count(2)
    page.clock.run_for(100)
    expect(page.locator("#announcer")).to_have_text("One was moved. Two was moved.")
    assert toasts.first.locator("form").get_attribute("action").endswith("/changes/1/undo")
    assert len(toasts.first.locator("[name=csrfmiddlewaretoken]").input_value()) > 20
    page.clock.run_for(10_000)
    expect(toasts).to_have_count(2)
    toasts.first.get_by_role("button", name="Undo").focus()
    page.clock.run_for(60_000)
    expect(toasts).to_have_count(2)
    page.evaluate("document.activeElement.blur()")
    page.clock.run_for(5_000)
    expect(toasts).to_have_count(0)


def test_escape_takes_the_newest_message_away(house, visit):
    page = visit("ada", "/people")
    tell(page, "First.")
    tell(page, "Second.")
    press(page, "Escape")
    expect(page.locator("#toasts .toast p")).to_have_text(["First."])
    press(page, "Escape")
    expect(page.locator("#toasts .toast")).to_have_count(0)


def test_the_sidebar_narrows_and_the_next_page_comes_narrow(house, visit):
    page = visit("ada", "/people", viewport={"width": 1280, "height": 800})
    wide = page.locator("#navigation").bounding_box()["width"]
    press(page, "[")
    assert page.locator("#navigation").bounding_box()["width"] < wide / 3
    expect(page.get_by_role("link", name="Companies")).to_have_attribute("title", "Companies")
    page.goto("/companies")
    assert page.locator("#navigation").bounding_box()["width"] < wide / 3
    assert "shell--rail" in page.request.get("/orders").text()
    page.get_by_role("button", name="Narrow the sidebar").click()
    assert page.locator("#navigation").bounding_box()["width"] == wide


def test_the_sidebar_narrows_without_script(house, visit):
    page = visit("ada", "/people", viewport={"width": 1280, "height": 800}, java_script_enabled=False)
    page.get_by_role("button", name="Narrow the sidebar").click()
    expect(page.locator(".shell--rail")).to_be_visible()
    assert page.locator("#navigation").bounding_box()["width"] < 80
    assert page.url.endswith("/people")


def test_a_shut_group_stays_shut(house, visit):
    page = visit("ada", "/people", viewport={"width": 1280, "height": 800})
    page.locator("summary", has_text="Customers").click()
    expect(page.get_by_role("link", name="Companies")).to_be_hidden()
    until(page, "document.cookie.includes('amity-sidebar=people')")
    page.goto("/orders")
    expect(page.get_by_role("link", name="Companies")).to_be_hidden()


def test_an_error_keeps_the_house_around_it(house, visit):
    page = visit("ada", "/people/nobody")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
    page.get_by_role("navigation", name="Departments").get_by_role("link", name="Companies").click()
    page.wait_for_url("**/companies")


def test_colours_of_the_system_leave_nothing_unseen(house, visit):
    page = visit("ada", "/people", forced_colors="active", viewport={"width": 1280, "height": 800})
    here = page.locator(".sidebar__link[aria-current]")
    assert here.evaluate("link => getComputedStyle(link).outlineStyle") != "none"
