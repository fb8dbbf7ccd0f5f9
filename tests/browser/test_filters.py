"""Filters in Chromium: built by mouse, by keyboard alone, on a phone, without script; written as text."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import scrolls_sideways, violations
from tests.browser.test_keyboard import tab_to
from tests.browser.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NESTED = "name contains jo or tags in (VIP) and company is empty"


@contextmanager
def drawn_anew(page: Page) -> Iterator[None]:
    """What is done inside makes the server draw the builder anew; go on when it stands there."""
    with page.expect_response(re.compile(r"/filter\?")):
        yield
    until(page, "document.querySelector('.htmx-request') === null")


def filter_of(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query).get("filter", [""])[0]


@pytest.mark.smoke
def test_a_nested_filter_is_built_with_the_mouse(house, visit):
    page = visit("ada", "/people")
    page.get_by_role("link", name=re.compile("^Filter")).click()
    dialog = page.get_by_role("dialog", name="Filter: People")
    dialog.get_by_role("link", name="Name", exact=True).first.click()
    expect(dialog.get_by_label("Value")).to_be_focused()
    dialog.get_by_label("Value").fill("jo")
    expect(dialog.get_by_text("1 fits")).to_be_visible()
    dialog.get_by_label("How they hold together").select_option("any of these")
    dialog.get_by_role("button", name="Group", exact=True).click()
    second = dialog.get_by_role("group", name="Condition 3")
    second.get_by_label("What").select_option("Tags")
    second.get_by_label("One more value").fill("vi")
    dialog.get_by_role("option", name="VIP").click()
    expect(second.get_by_label("One more value").nth(1)).to_have_value("")
    dialog.get_by_role("group", name="Group 2").get_by_role("button", name="Condition", exact=True).click()
    third = dialog.get_by_role("group", name="Condition 4")
    third.get_by_label("What").select_option("Company")
    with drawn_anew(page):
        third.get_by_label("How").select_option("is empty")
    expect(dialog.get_by_text("2 fit")).to_be_visible()
    dialog.get_by_role("button", name="Apply", exact=True).click()
    page.wait_for_url("**/people?filter=*")
    assert filter_of(page) == NESTED
    expect(
        page.get_by_role("link", name="Name contains jo or (Tags has any of VIP and Company is empty)", exact=True)
    ).to_be_visible()
    page.get_by_role("link", name="Clear all").click()
    page.wait_for_url("**/people")
    page.go_back()
    assert filter_of(page) == NESTED


def test_a_filter_is_built_with_the_keyboard_alone(house, visit):
    page = visit("ada", "/people")
    page.keyboard.press("f")
    expect(page.get_by_label("Find what to ask for")).to_be_focused()
    page.keyboard.type("name")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Value", exact=True)).to_be_focused()
    page.keyboard.type("jo")
    tab_to(page, "Put into a group: Condition 1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Group 1").get_by_label("How they hold together").first).to_be_focused()
    tab_to(page, "Condition")
    while page.evaluate("document.activeElement.value") != "add:1":
        tab_to(page, "Condition")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Condition 3").get_by_label("What")).to_be_focused()
    with drawn_anew(page):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("group", name=re.compile("Condition 3")).get_by_label("What")).to_have_value("name")
    tab_to(page, "Value")
    page.keyboard.type("max")
    expect(page.get_by_text("2 fit")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/people?filter=*")
    assert filter_of(page) == "name contains jo or name contains max"


@pytest.mark.parametrize("width", [390, 320])
def test_a_phone_shows_the_builder_as_a_sheet(house, visit, width):
    page = visit("ada", f"/people?filter={quote(NESTED)}", viewport={"width": width, "height": 780}, has_touch=True)
    assert not scrolls_sideways(page)
    page.get_by_role("link", name=re.compile("^Name contains jo")).tap()
    dialog = page.get_by_role("dialog", name="Filter: People")
    box = dialog.bounding_box()
    assert (box["x"], box["width"]) == (0, width) and round(box["y"] + box["height"]) == 780
    assert not page.evaluate("(it => it.scrollWidth > it.clientWidth)(document.querySelector('dialog'))")
    assert violations(page, runOnly=["target-size"]) == []
    dialog.get_by_role("button", name="Remove: Group 2").tap()
    expect(dialog.get_by_text("1 fits")).to_be_visible()
    dialog.get_by_role("button", name="Apply", exact=True).tap()
    page.wait_for_url(lambda url: "tags" not in url)
    assert filter_of(page) == "name contains jo"


def test_a_filter_is_built_without_script(house, visit):
    page = visit("ada", "/people", java_script_enabled=False)
    page.get_by_role("link", name=re.compile("^Filter")).click()
    page.get_by_role("link", name="Tags", exact=True).first.click()
    page.get_by_label("One more value").fill("VIP")
    page.get_by_role("button", name="Condition", exact=True).click()
    page.get_by_role("group", name="Condition 2").get_by_label("What").select_option("~ordered")
    page.get_by_role("button", name="Update").click()
    page.get_by_role("group", name=re.compile("Condition 2")).get_by_label("How").nth(0).select_option("never")
    page.get_by_role("button", name="Apply", exact=True).last.click()
    page.wait_for_url(lambda _: filter_of(page) == "tags in (VIP) and not ordered")
    page.get_by_role("link", name="Remove: Tags has any of VIP").click()
    page.wait_for_url(lambda _: filter_of(page) == "not ordered")
    page.get_by_role("link", name="As text").click()
    page.get_by_label("Filter as text").fill("tags has VIP and citty = Berlin")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("Filter not applied")).to_be_visible()
    expect(page.locator("mark")).to_have_text("citty")


def test_the_text_is_completed_marked_counted_and_left(house, visit):
    page = visit("ada", "/people")
    page.get_by_role("link", name="As text").click()
    text = page.get_by_label("Filter as text")
    expect(text).to_be_focused()
    page.keyboard.type("tags ha")
    expect(page.get_by_role("option", name="has", exact=True)).to_be_visible()
    page.keyboard.type("s V")
    # What is offered for all ten letters; earlier answers end before.
    expect(page.locator("[role=option][data-end='10']", has_text="VIP")).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).innerText"
    )
    page.keyboard.press("Enter")
    expect(text).to_have_value("tags has VIP")
    expect(page.get_by_role("status").filter(has_text="1 fits")).to_be_visible()
    page.keyboard.type(" and 🙂 = 1")
    expect(page.locator("mark")).to_have_text("🙂")
    expect(text).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("There is no field “🙂”.")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(text).to_have_count(0)
    page.get_by_role("link", name="As text").click()
    expect(text).to_be_focused()
    page.keyboard.type("tags has VIP")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people?filter=*")
    expect(page.get_by_role("link", name="Tags has VIP", exact=True)).to_be_visible()


def test_rows_and_text_in_the_dialog_are_the_same_filter_and_mistakes_stay_in_it(house, visit):
    page = visit("ada", f"/people?filter={quote('name contains jo')}")
    page.get_by_role("link", name=re.compile("^Filter")).click()
    dialog = page.get_by_role("dialog", name="Filter: People")
    dialog.get_by_role("link", name="City", exact=True).first.click()
    expect(dialog.get_by_label("Value").last).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.locator(".builder__error")).to_contain_text("A value is missing")
    expect(dialog.get_by_label("Value").last).to_be_focused()
    page.keyboard.type("Łódź")
    dialog.get_by_role("button", name="As text").click()
    expect(dialog.get_by_label("Filter as text")).to_have_value("name contains jo and city contains Łódź")
    dialog.get_by_label("Filter as text").fill("name contains jo and citty = x")
    expect(dialog.locator("mark")).to_have_text("citty")
    with drawn_anew(page):
        dialog.get_by_role("button", name="As rows").click()
    expect(dialog.locator("mark")).to_have_text("citty")
    dialog.get_by_label("Filter as text").fill("not stage = lead or has_email = yes")
    dialog.get_by_role("button", name="As rows").click()
    expect(dialog.get_by_label("How they hold together")).to_have_value("any")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()
    assert filter_of(page) == "name contains jo"


def test_axe_finds_nothing_in_any_state_of_a_filter(house, visit):
    page = visit("ada", "/people", viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    wrong = {}
    everything = (
        f"{NESTED} or (stage in (lead) and created between 2025 and 2026) or ordered product Mug in the last 9 days"
    )
    for path in (
        f"/people?filter={quote(everything)}",
        f"/people?filter={quote('citty = Berlin')}",
        "/people/filter",
        f"/people/filter?filter={quote(everything)}",
        f"/people/filter/text?filter={quote('stage = lead and citty = Berlin or x')}",
        "dialog",
    ):
        if path == "dialog":
            page.goto(f"/people?filter={quote(everything)}")
            page.get_by_role("link", name="Edit all").click()
            page.get_by_role("dialog").wait_for()
        else:
            page.goto(path)
        found = violations(page)
        page.emulate_media(color_scheme="dark")
        found += violations(page, runOnly=["color-contrast"])
        page.emulate_media(color_scheme="light")
        if found:
            wrong[path] = found
    assert wrong == {}
