"""Undo, history and trash by real clicks, by keyboard alone, on a phone and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import scrolls_sideways, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def save(page: Page, path: str, field: str, value: str) -> None:
    page.goto(f"{path}/edit")
    page.locator(f"[name={field}]").fill(value)
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("link", name="Edit").first).to_be_visible()


def test_a_save_is_undone_from_its_message_and_the_undo_too(house, visit):
    path = f"/people/{house.jo.uid}"
    page = visit("ada", path)
    save(page, path, "city", "Oslo")
    message = page.locator(".toast")
    expect(message).to_contain_text("Saved.")
    message.get_by_role("button", name="Undo").click()
    expect(page.locator(".toast")).to_contain_text("Undone.")
    assert page.url.endswith(path)
    expect(page.locator("#facts")).not_to_contain_text("Oslo")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator("#facts")).to_contain_text("Oslo")


def test_what_a_colleague_changed_is_named_before_and_after_an_undo(house, visit):
    path = f"/people/{house.jo.uid}"
    ada, ben = visit("ada", path), visit("ben", path)
    save(ada, path, "language", "en")
    ada.goto(f"{path}/edit")
    ada.locator("[name=about]").fill("Hers")
    ada.locator("[name=language]").fill("de")
    ada.get_by_role("button", name="Save").first.click()
    expect(ada.locator(".toast")).to_contain_text("Saved.")
    save(ben, path, "about", "His")
    ada.goto(f"{path}/changes")
    ada.locator(".changes > li", has_text="Hers").filter(has_text="de").get_by_role("link", name="Undo").last.click()
    expect(ada.get_by_role("heading", name="This goes back")).to_be_visible()
    expect(ada.get_by_role("heading", name="This stays as it is")).to_be_visible()
    expect(ada.locator("main")).to_contain_text("Ben Okri")
    assert violations(ada) == []
    ada.locator("main").get_by_role("button", name="Undo").click()
    expect(ada.locator(".toast")).to_contain_text("1 thing went back, 1 stayed as it is.")
    expect(ada.get_by_role("heading", level=1)).to_contain_text("Undone change")


def test_a_deleted_record_is_found_in_the_trash_and_restored_by_keyboard(house, visit):
    path = f"/people/{house.jo.uid}"
    page = visit("ada", f"{path}/deletion")
    page.get_by_role("button", name="Delete").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("Jo Park is in the trash.")
    page.goto("/trash")
    assert violations(page) == []
    page.get_by_role("checkbox", name="Jo Park").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jo Park")
    assert page.url.endswith(path)


def test_the_history_reads_on_a_phone_and_without_javascript(house, visit):
    path = f"/people/{house.jo.uid}"
    page = visit("ada", path, java_script_enabled=False, viewport={"width": 320, "height": 780})
    save(page, path, "city", "Oslo")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".toast")).to_contain_text("Undone.")
    for address in (f"{path}/changes", f"{path}/changes?field=addresses", f"{path}/as-of", "/trash"):
        page.goto(address)
        assert page.title()
    seen = visit("ada", f"{path}/changes", viewport={"width": 320, "height": 780})
    for address in (f"{path}/changes", f"{path}/as-of", "/trash"):
        seen.goto(address)
        assert not scrolls_sideways(seen)
        assert violations(seen) == []
        seen.emulate_media(color_scheme="dark")
        assert violations(seen, runOnly=["color-contrast"]) == []
        seen.emulate_media(color_scheme="light")
