"""Search and the command palette in Chromium: by keyboard alone, on a phone, without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def opened(page):
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Search records, pages and actions")
    expect(field).to_be_focused()
    return field


def chosen(page):
    """The words of the option that assistive technology is told of, and that the eye sees."""
    return page.evaluate(
        """(() => { const field = document.querySelector("#palette [role=combobox]");
        const option = document.getElementById(field.getAttribute("aria-activedescendant"));
        return option?.getAttribute("aria-selected") === "true" ? option.innerText.split("\\n")[0].trim() : null })()"""
    )


def test_the_palette_finds_and_opens_by_keyboard_alone(house, visit):
    page = visit("ada", "/companies")
    page.get_by_role("link", name="Add a company").focus()
    field = opened(page)
    expect(field).to_have_attribute("aria-expanded", "true")
    # At once: letter by letter, a late answer would take the place of the one looked at.
    field.fill("park")
    expect(page.get_by_role("option", name="Jo Park")).to_be_visible()
    expect(page.locator("#palette [role=status]")).to_have_text("2 results")
    assert chosen(page) == "Jo Park"
    page.keyboard.press("ArrowDown")
    assert chosen(page).startswith("All results")
    page.keyboard.press("ArrowDown")
    assert chosen(page) == "Jo Park"
    found = Axe().run(page, options={"preload": False}).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["target"]) for rule in found] == []
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    expect(page.get_by_role("link", name="Add a company")).to_be_focused()
    opened(page).press_sequentially("jo")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/people/{house.jo.uid}")


def test_a_new_tab_opens_and_the_palette_stays(house, visit):
    page = visit("ada", "/companies")
    opened(page).fill("nord")
    expect(page.get_by_role("option", name="Nord", exact=True)).to_be_visible()
    with page.context.expect_page() as tab:
        page.keyboard.press("Control+Enter")
    tab.value.wait_for_url(f"**/companies/{house.company.uid}")
    assert page.url.endswith("/companies")
    expect(page.locator("#palette")).to_be_visible()


def test_actions_and_pages_stand_beside_records_and_only_what_one_may_do(house, visit):
    page = visit("reader", "/companies")
    opened(page)
    expect(page.get_by_role("option", name="Companies", exact=True)).to_be_visible()
    expect(page.get_by_role("option", name="Add a person")).to_have_count(0)
    page = visit("ada", "/companies")
    opened(page).press_sequentially("add pers")
    expect(page.get_by_role("option", name="Add a person")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/new")


def test_what_was_opened_last_stands_first(house, visit):
    page = visit("ada", "/companies")
    for path in (f"/people/{house.jo.uid}", f"/orders/{house.order.uid}"):
        with page.expect_response("**/recent/**") as noted:
            page.goto(path)
        assert noted.value.status == 204
    page.goto("/companies")
    opened(page)
    expect(page.get_by_role("group", name="Recent").get_by_role("option")).to_have_count(2)
    expect(page.get_by_role("group", name="Recent").get_by_role("option").first).to_contain_text("A-1")


def test_on_a_phone_a_button_opens_the_palette(house, visit):
    page = visit("ada", "/people", viewport={"width": 320, "height": 700}, has_touch=True, is_mobile=True)
    page.get_by_role("link", name="Search").tap()
    page.get_by_role("combobox").fill("jp@nothing laila")
    expect(page.locator(".palette__none")).to_contain_text("Nothing found for")
    page.get_by_role("combobox").fill("laila")
    option = page.get_by_role("option").first
    expect(option.locator("mark")).to_have_text("laila")
    assert page.evaluate("document.documentElement.scrollWidth <= 320")
    assert page.evaluate("document.querySelector('#palette').scrollWidth <= 320")
    option.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("ليلى حداد")


def test_the_slash_focuses_the_field_and_down_goes_on_in_the_palette(house, visit):
    page = visit("ada", "/people")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
    page.keyboard.type("mug")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("combobox")).to_have_value("mug")
    expect(page.get_by_role("option", name="Mug M1")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=mug")


def test_the_page_of_search_answers_as_one_types_and_without_script(house, visit):
    page = visit("ada", "/search")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("searchbox").press_sequentially("park")
    expect(page.get_by_role("link", name="Jo Park")).to_be_visible()
    page.wait_for_url("**/search?q=park")
    plain = visit("ada", "/people", java_script_enabled=False)
    plain.get_by_role("searchbox").fill("prak")
    plain.get_by_role("searchbox").press("Enter")
    expect(plain.get_by_text("one letter away")).to_be_visible()
    plain.get_by_role("link", name="Jo Park").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Jo Park")
