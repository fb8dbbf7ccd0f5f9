"""Lists in Chromium: by mouse, by keyboard alone and on a phone; selection, boards, widths."""

import re

import pytest
from playwright.sync_api import expect

from amity.customers.people.models import Person

from .test_every_page import scrolls_sideways, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_list_is_walked_selected_and_changed_by_keyboard_alone(house, visit):
    page = visit("ada", "/people")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator(".bulk-bar")).to_contain_text("1 selected")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator(".bulk-bar")).to_contain_text("2 selected")
    page.get_by_role("button", name="Change…").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("2 selected")
    dialog.get_by_label("Stage").select_option("lead")
    dialog.locator("[value='set:stage']").press("Enter")
    expect(page.locator(".toasts")).to_contain_text("2 records were changed.")
    assert Person.objects.filter(stage="lead").count() == 2


def test_enter_opens_the_row_and_the_record_knows_its_list(house, visit):
    page = visit("ada", "/people?sort=-name")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/people/[0-9a-f-]{36}\?list=sort%3D-name"))


def test_arrow_keys_go_from_cell_to_cell_and_enter_changes_one(house, visit):
    page = visit("ada", "/people?columns=stage,email")
    page.keyboard.press("j")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    cell = page.locator("tbody tr").first.locator("[data-field=stage]")
    cell.locator("select").wait_for()
    # A choice is saved as it is made.
    cell.locator("select").select_option("lead")
    expect(cell.locator("select")).to_have_count(0)
    expect(cell).to_contain_text("Lead")


def test_columns_are_arranged_and_widened_and_the_address_says_so(house, visit):
    page = visit("ada", "/people")
    page.get_by_role("link", name="Columns").click()
    page.get_by_role("dialog").get_by_role("checkbox", name="Stage").check()
    page.get_by_role("dialog").get_by_role("button", name="Show").click()
    expect(page.locator("th[data-field=stage]")).to_be_visible()
    handle = page.locator("th[data-field=email] [role=separator]")
    handle.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"email:200"))


def test_a_card_is_moved_by_key_and_by_menu(house, visit):
    page = visit("ada", "/people?layout=board")
    card = page.locator("article", has_text="Jo Park")
    card.locator("a.who").focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("[data-value=lead]")).to_contain_text("Jo Park")
    page.locator("article", has_text="Jo Park").get_by_role("button", name="Move").click()
    page.get_by_role("dialog").get_by_role("button", name="Partner").click()
    expect(page.locator("[data-value=partner]")).to_contain_text("Jo Park")


@pytest.mark.parametrize("query", ["layout=cards", "layout=board", "group=stage", "sort=-net,name"])
def test_every_form_of_a_list_is_sound_on_a_phone_too(house, visit, query):
    page = visit("ada", f"/people?{query}", viewport={"width": 1280, "height": 800})
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 780})
    assert violations(page) == [] and not scrolls_sideways(page)


def test_on_a_phone_rows_and_cards_are_ticked_and_changed_together(house, visit):
    page = visit("ada", "/people", viewport={"width": 320, "height": 780}, has_touch=True)
    page.get_by_role("checkbox", name="Select Jo Park").tap()
    bar = page.get_by_role("region", name="Selected records")
    expect(bar).to_contain_text("1 selected")
    assert page.url.endswith("/people")
    bar.get_by_role("button", name="Select this page").tap()
    expect(bar).to_contain_text("3 selected")
    assert not scrolls_sideways(page)
    assert violations(page, runOnly=["target-size"]) == []
    # What is chosen stays chosen where the list is shown another way.
    page.goto("/people?layout=cards")
    expect(bar).to_contain_text("3 selected")
    page.get_by_role("checkbox", name="Select Jo Park").tap()
    expect(bar).to_contain_text("2 selected")
    bar.get_by_role("button", name="Change…").tap()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Stage").select_option("lead")
    dialog.locator("[value='set:stage']").tap()
    expect(page.locator(".toasts")).to_contain_text("2 records were changed.")
    assert Person.objects.filter(stage="lead").count() == 2
