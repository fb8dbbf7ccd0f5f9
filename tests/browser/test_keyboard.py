"""The main paths with the keyboard alone: what is focused is seen, and nothing needs a pointer."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_STEPS = 60
OUTLINE = "getComputedStyle(document.activeElement).outlineStyle"
NAME = """(() => { const it = document.activeElement;
  return (it.ariaLabel || it.labels?.[0]?.innerText || it.innerText || it.name || "").trim() })()"""


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the element of these words has the focus; what has it on the way must be seen to."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        name = page.evaluate(NAME)
        if page.evaluate("document.activeElement !== document.body"):
            assert is_seen(page), f"the focus on “{name}” cannot be seen"
        # The circle with initials stands before a name.
        if name.startswith(words) or name.endswith(f"\n{words}"):
            return
    raise AssertionError(f"Tab never came to “{words}”")


def is_seen(page: Page) -> bool:
    # A text without a frame of its own, or a hidden radio button, shows its focus on what surrounds it.
    around = "document.activeElement.closest('label, .composer')"
    return page.evaluate(f"""{OUTLINE} !== 'none'
        || ({around} !== null && getComputedStyle({around}).outlineStyle !== 'none')""")


def test_signing_in_and_finding_a_person(house, visit):
    page = visit(None, "/people")
    expect(page.get_by_label("E-mail address")).to_be_focused()
    page.keyboard.type("ada@example.org")
    tab_to(page, "Password")
    page.keyboard.type(house.world.password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="People")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    tab_to(page, "Jo Park")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Jo Park")


def test_adding_a_person_and_mending_what_was_wrong(house, visit):
    page = visit("ada", "/people")
    tab_to(page, "Add a person")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Add a person").locator(":focus")).to_have_count(1)
    tab_to(page, "Full name")
    page.keyboard.type("Mira")
    tab_to(page, "E-mails")
    page.keyboard.type("nonsense")
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    expect(page.locator("#id_emails_error")).to_be_visible()
    tab_to(page, "E-mails")
    page.keyboard.press("Enter")
    expect(page.locator("#id_emails")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("mira@okafor.example")
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("Mira was added.")


def test_writing_into_a_history_and_reading_its_kinds(house, visit):
    page = visit("ada", f"/people/{house.jo.uid}")
    tab_to(page, "Note")
    page.keyboard.press("ArrowRight")
    tab_to(page, "What happened")
    page.keyboard.type("Said yes")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".entry__body")).to_have_text(["Said yes"])
    expect(page.get_by_label("What happened")).to_be_focused()
    tab_to(page, "Orders")
    page.keyboard.press("Enter")
    expect(page.locator(".entry__body")).to_have_count(0)


def test_the_account_menu_opens_and_escape_gives_the_focus_back(house, visit):
    page = visit("ada", "/people")
    tab_to(page, "Ada Lovelace, your account")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(page.get_by_role("button", name="Ada Lovelace, your account")).to_be_focused()
