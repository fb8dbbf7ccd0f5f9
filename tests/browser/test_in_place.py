"""Facts are changed where they stand: by mouse, by keyboard, on a phone; nothing typed is lost."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fact(page: Page, name: str) -> Locator:
    return page.locator(f"#fact-{name}")


def opened(page: Page, name: str) -> Locator:
    """Open a fact; its first field, focused."""
    fact(page, name).locator("[data-inplace-target=opener]").first.click()
    field = fact(page, name).locator("input:not([type=hidden]), select, textarea").first
    expect(field).to_be_focused()
    return field


def shows(page: Page, name: str, words: str) -> None:
    expect(fact(page, name).locator("[data-inplace-target=opener]").first).to_be_visible()
    expect(fact(page, name)).to_contain_text(words)


def test_by_mouse_a_fact_opens_saves_and_says_so(house, visit):
    page = visit("ada", f"/people/{house.jo.uid}")
    opened(page, "phone").fill("+49 30 1234567")
    fact(page, "phone").get_by_role("button", name="Save").click()
    shows(page, "phone", "+49 30 1234567")
    expect(page.locator(".toast")).to_contain_text("Phone saved")
    expect(fact(page, "phone").get_by_role("link", name="Call +49 30 1234567")).to_have_attribute(
        "href", "tel:+49 30 1234567"
    )
    opened(page, "stage").select_option("customer")
    shows(page, "stage", "Customer")
    # Leaving saves, and what was gone to keeps the focus.
    fact(page, "address").locator("[data-inplace-target=opener]").click()
    fact(page, "address").get_by_label("City").fill("Bonn")
    opened(page, "about")
    shows(page, "address", "Bonn")
    expect(fact(page, "about").get_by_role("textbox")).to_be_focused()
    # The history of the page tells of it without being loaded again.
    expect(page.locator("#record-history")).to_contain_text("Bonn")


def test_by_keyboard_alone(house, visit):
    page = visit("ada", f"/people/{house.jo.uid}")
    language = fact(page, "language")
    for key, typed, leaves in (("Enter", "es", "Escape"), ("Space", "es", "Enter")):
        language.locator("[data-inplace-target=opener]").focus()
        page.keyboard.press(key)
        expect(language.get_by_role("textbox")).to_be_focused()
        page.keyboard.type(typed)
        page.keyboard.press(leaves)
        expect(language.locator("[data-inplace-target=opener]")).to_be_focused()
        shows(page, "language", "Add" if leaves == "Escape" else "es")
    about = opened(page, "about")
    about.press("Enter")
    page.keyboard.type("Second line")
    page.keyboard.press("Control+Enter")
    shows(page, "about", "Second line")
    stage = opened(page, "stage")
    stage.press("ArrowDown")
    expect(stage).to_be_visible()
    stage.press("Enter")
    expect(fact(page, "stage").locator("[data-inplace-target=opener]")).to_be_focused()


def test_what_was_refused_keeps_its_text_and_says_why(house, visit):
    page = visit("ada", f"/people/{house.jo.uid}")
    opened(page, "email").fill("nonsense")
    page.get_by_role("heading", level=1).click()
    expect(fact(page, "email").locator(".field__error")).to_contain_text("nonsense")
    box = fact(page, "email").get_by_role("textbox")
    expect(box).to_have_value("nonsense")
    expect(box).to_be_focused()
    # Leaving does not send it again, nor throw it away.
    page.get_by_role("heading", level=1).click()
    expect(box).to_have_value("nonsense")
    box.fill("jo@new.example")
    box.press("Control+Enter")
    shows(page, "email", "new.example")


def test_without_a_connection_the_text_stays(house, visit):
    page = visit("ada", f"/people/{house.jo.uid}")
    box = opened(page, "time_zone")
    page.context.set_offline(True)
    box.fill("Europe/Oslo")
    box.press("Enter")
    expect(page.locator(".toast--error")).to_contain_text("No connection")
    expect(box).to_have_value("Europe/Oslo")
    page.context.set_offline(False)
    box.press("Enter")
    shows(page, "time_zone", "Europe/Oslo")


def test_two_who_change_the_same_fact_are_asked_whose_stays(house, visit):
    ada, ben = (visit(who, f"/people/{house.jo.uid}") for who in ("ada", "ben"))
    mine, theirs = opened(ada, "time_zone"), opened(ben, "time_zone")
    theirs.fill("Europe/Berlin")
    theirs.press("Enter")
    shows(ben, "time_zone", "Europe/Berlin")
    mine.fill("Europe/Madrid")
    mine.press("Enter")
    dialog = ada.get_by_role("dialog")
    expect(dialog).to_contain_text("Ben Okri")
    assert Axe().run(ada, options={"preload": False}).response["violations"] == []
    ada.keyboard.press("Escape")
    expect(mine).to_have_value("Europe/Madrid")
    mine.press("Enter")
    ada.get_by_role("dialog").get_by_text("Europe/Berlin").click()
    ada.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(dialog).not_to_be_visible()
    shows(ada, "time_zone", "Europe/Berlin")


def test_every_fact_of_every_kind_opens_and_is_sound(house, visit):
    page = visit("ada", "/people")
    for path in (house.jo, house.company, house.product, house.order):
        kind = {"Person": "people", "Company": "companies", "Product": "products", "Order": "orders"}
        page.goto(f"/{kind[type(path).__name__]}/{path.uid}")
        names = [row.get_attribute("id").removeprefix("fact-") for row in page.locator("[id^=fact-]").all()]
        assert len(names) > 5
        for name in names:
            opened(page, name)
            page.keyboard.press("Escape")
            expect(fact(page, name).locator("[data-inplace-target=opener]").first).to_be_focused()
        opened(page, names[-1])
        assert Axe().run(page, options={"preload": False}).response["violations"] == []


def test_on_a_phone_a_fact_is_changed_and_nothing_scrolls_sideways(house, visit):
    page = visit("ada", f"/people/{house.jo.uid}#facts", viewport={"width": 320, "height": 720}, has_touch=True)
    fact(page, "address").locator("[data-inplace-target=opener]").tap()
    fact(page, "address").get_by_label("City").fill("Kiel")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    # Of the facts alone: elsewhere something always lies half under the bar that stays.
    found = Axe().run(page, context="#facts", options={"preload": False, "runOnly": ["target-size"]})
    assert found.response["violations"] == []
    fact(page, "address").get_by_role("button", name="Save").tap()
    shows(page, "address", "Kiel")


def test_without_script_a_fact_has_a_page_of_its_own(house, visit):
    page = visit("ada", f"/people/{house.jo.uid}", java_script_enabled=False)
    fact(page, "role").locator("[data-inplace-target=opener]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jo Park: Role")
    page.get_by_label("Role there").fill("Buyer")
    page.get_by_role("button", name="Save").click()
    expect(fact(page, "role")).to_contain_text("Buyer")


def test_who_only_reads_sees_no_way_to_change(house, visit):
    page = visit("reader", f"/people/{house.jo.uid}")
    expect(page.locator("[data-inplace-target=opener]")).to_have_count(0)


def test_companies_are_suggested_while_typing_and_taken_by_keyboard(house, visit):
    add_company(CompanyDraft(name="Südwind Rösterei"), by=house.world.ada)
    page = visit("ada", f"/people/{house.jo.uid}")
    box = opened(page, "company")
    # At once: letter by letter, a late answer would take the place of the one that the arrow key chooses from.
    box.fill("sudw")
    expect(fact(page, "company").get_by_role("option")).to_contain_text("Südwind Rösterei")
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("Südwind Rösterei")
    assert Axe().run(page, options={"preload": False}).response["violations"] == []
    box.press("Enter")
    shows(page, "company", "Südwind Rösterei")


def test_tags_are_completed_one_after_the_other(house, visit):
    page = visit("ada", f"/people/{house.jo.uid}")
    box = opened(page, "tags")
    box.fill("New, gift")
    expect(fact(page, "tags").get_by_role("option")).to_have_text("Gift buyer")
    fact(page, "tags").get_by_role("option").click()
    expect(box).to_have_value("New, Gift buyer, ")
    box.press("Enter")
    shows(page, "tags", "Gift buyer")


def test_the_name_is_changed_in_a_dialog_from_the_heading(house, visit):
    page = visit("ada", f"/people/{house.jo.uid}")
    page.get_by_role("heading", level=1).hover()
    page.get_by_role("button", name="Change the name").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Full name").fill("Joanna Park")
    assert Axe().run(page, options={"preload": False}).response["violations"] == []
    page.keyboard.press("Enter")
    expect(dialog).not_to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Joanna Park")


def test_adding_opens_as_a_dialog_over_the_list_and_asks_the_minimum(house, visit):
    page = visit("ada", "/people")
    page.keyboard.press("c")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Given name")).not_to_be_visible()
    dialog.get_by_label("E-mails").fill("nonsense")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.locator("#id_emails_error")).to_contain_text("nonsense")
    assert Axe().run(page, options={"preload": False}).response["violations"] == []
    dialog.get_by_label("E-mails").fill("new@example.org")
    dialog.get_by_label("Full name").fill("New Person")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("New Person")
    page.goto("/orders")
    page.keyboard.press("c")
    expect(page.get_by_role("heading", level=1)).to_have_text("Add an order")
