"""Record pages in Chromium: finding and hiding fields, sections that stay shut, previews beside lists, the phone."""

import re

import pytest
from playwright.sync_api import expect

from amity.records.notes.commands import write_note
from tests.browser.test_every_page import scrolls_sideways, violations
from tests.browser.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_field_is_found_by_its_label_or_its_value(house, visit):
    page = visit("ada", f"/people/{house.jo.uid}")
    page.keyboard.press("f")
    expect(page.get_by_label("Find a field")).to_be_focused()
    page.keyboard.type("JO@EX")
    expect(page.locator(".facts__row:visible")).to_have_count(1)
    page.keyboard.press("Control+a")
    page.keyboard.type("language")
    expect(page.locator(".facts__row:visible dt")).to_have_text(["Language"])
    page.keyboard.type("zzz")
    expect(page.get_by_text("No field is called so")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#fact-email")).to_be_visible()


def test_empty_fields_and_shut_sections_are_remembered_without_a_flash(house, visit):
    page = visit("ada", f"/people/{house.jo.uid}")
    expect(page.locator("#fact-language")).to_be_visible()
    with page.expect_response("**/empty-fields"):
        page.get_by_role("button", name="Hide empty").click()
    expect(page.get_by_role("button", name="Hide empty")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#fact-language")).to_be_hidden()
    page.get_by_role("heading", name="Contact").click()
    expect(page.locator("#fact-email")).to_be_hidden()
    # Browsers tell of an opened or shut section a moment after they show it.
    until(page, "document.cookie.includes('amity-closed=')")
    page.reload()
    expect(page.locator("#fact-language")).to_be_hidden()
    expect(page.locator("#fact-email")).to_be_hidden()
    page.get_by_role("heading", name="Contact").click()
    expect(page.locator("#fact-email")).to_be_visible()


def test_a_change_in_place_is_told_by_head_and_history_and_keeps_what_is_being_written(house, visit):
    page = visit("ada", f"/people/{house.jo.uid}")
    page.get_by_label("What happened").fill("Half a thought")
    page.locator("#fact-role [data-inplace-target=opener]").click()
    expect(page.locator("#fact-role input[name=role]")).to_be_focused()
    page.keyboard.type("Head roaster")
    page.keyboard.press("Enter")
    expect(page.locator(".record-head")).to_contain_text("Head roaster at")
    expect(page.locator("#record-entries")).to_contain_text("changed")
    expect(page.get_by_label("What happened")).to_have_value("Half a thought")


def test_a_row_is_previewed_walked_through_and_left_by_keyboard(house, visit):
    page = visit("ada", "/people")
    links = page.locator("tbody a.who")
    links.first.focus()
    page.keyboard.press("Space")
    title = page.locator("#preview-title")
    expect(title).to_be_focused()
    first = title.inner_text()
    expect(page).to_have_url(re.compile("preview="))
    page.keyboard.press("ArrowDown")
    expect(title).not_to_have_text(first)
    expect(title).to_be_focused()
    second = title.inner_text()
    page.reload()
    expect(title).to_have_text(second)
    expect(title).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#preview")).to_be_hidden()
    expect(page).not_to_have_url(re.compile("preview="))


def test_back_closes_a_preview_and_its_button_opens_the_page(house, visit):
    page = visit("ada", "/companies")
    page.locator("tbody tr").first.hover()
    page.get_by_role("button", name="Preview: Nord").click()
    expect(page.locator("#preview-title")).to_have_text("Nord")
    assert violations(page) == []
    page.go_back()
    expect(page.locator("#preview")).to_be_hidden()
    page.go_forward()
    expect(page.locator("#preview-title")).to_have_text("Nord")
    page.locator("#preview").get_by_role("link", name="Open").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nord")


def test_a_preview_is_a_sheet_on_a_phone(house, visit):
    page = visit("ada", "/people", viewport={"width": 390, "height": 780}, has_touch=True)
    page.evaluate("document.querySelector('tbody a').focus()")
    page.keyboard.press("Space")
    expect(page.locator("#preview:modal")).to_be_visible()
    assert not scrolls_sideways(page)
    page.keyboard.press("Escape")
    expect(page.locator("#preview")).to_be_hidden()


def test_the_list_is_kept_from_record_to_record(house, visit):
    page = visit("ada", "/people?sort=-name")
    names = page.locator("tbody a.who bdi").all_inner_texts()
    page.locator("tbody a.who").nth(1).click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(names[1])
    page.wait_for_load_state()
    page.keyboard.press("Shift+J")
    expect(heading).to_have_text(names[2])
    page.wait_for_load_state()
    page.keyboard.press("Shift+K")
    expect(heading).to_have_text(names[1])
    page.get_by_label("Where you are").get_by_role("link", name="People").click()
    page.wait_for_url("**/people?sort=-name")


def test_older_entries_come_in_place_with_the_focus_on_the_first_of_them(house, visit):
    for number in range(40):
        write_note(house.jo.ref, text=f"Note {number}" + " and more" * (80 if number == 39 else 0), by=house.world.ada)
    page = visit("ada", f"/people/{house.jo.uid}", viewport={"width": 390, "height": 780})
    expect(page.locator(".long")).to_have_count(1)
    page.get_by_text("Show all").click()
    expect(page.locator(".long p.reading")).to_be_visible()
    page.get_by_role("link", name="Show older").click()
    expect(page.get_by_text("Older entries")).to_be_focused()
    assert page.locator(".timeline__day").all_inner_texts().count("Today") == 1
    page.get_by_role("link", name="Facts").click()
    expect(page.get_by_role("link", name="Facts")).to_have_attribute("aria-current", "true")
    expect(page).to_have_url(re.compile("#facts$"))
    page.reload()
    expect(page.get_by_role("link", name="Facts")).to_have_attribute("aria-current", "true")
