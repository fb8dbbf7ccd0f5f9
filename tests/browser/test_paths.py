"""The main paths by real clicks: sign in, find, add, edit, write, import; and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from amity.kernel.jobs.running import run_waiting_jobs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FILE = "First name,Last name,E-mail\nMira,Okafor,mira@okafor.example\nIda,Lund,ida@lund.example\n,,no-address\n"


def sign_in(page: Page, house) -> None:
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Password").fill(house.world.password)
    page.get_by_role("button", name="Sign in").click()


def run_jobs(page: Page) -> None:
    """Run what the page has just asked for, as soon as the server has it."""
    for _ in range(300):
        if run_waiting_jobs():
            return
        page.wait_for_timeout(100)
    raise AssertionError("no job was asked for")


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def test_who_signs_in_comes_to_the_page_they_asked_for(house, visit):
    page = visit(None, "/orders")
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("is not right")).to_be_visible()
    sign_in(page, house)
    heading(page, "Orders")


def test_a_person_is_found_added_and_edited(house, visit):
    page = visit("ada", "/people")
    page.get_by_role("link", name="Jo Park").click()
    page.get_by_role("link", name="A-1").first.click()
    heading(page, "Order A-1")
    page.goto("/people/new")
    page.locator("summary", has_text="More").click()
    page.get_by_label("Given name").fill("Mira")
    page.get_by_label("E-mails").fill("nonsense")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#id_emails_error")).to_contain_text("nonsense")
    expect(page.get_by_label("Given name")).to_have_value("Mira")
    expect(page.get_by_label("Given name")).to_be_visible()
    page.get_by_label("E-mails").fill("mira@okafor.example")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".toast")).to_contain_text("Mira was added.")
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("City").fill("Lagos")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Lagos", exact=True)).to_be_visible()


def test_of_two_who_edit_the_same_field_the_second_is_asked(house, visit):
    first, second = (visit(who, f"/people/{house.jo.uid}/edit") for who in ("ada", "ben"))
    first.get_by_label("Full name").fill("Joanna Park")
    first.get_by_role("button", name="Save").click()
    heading(first, "Joanna Park")
    second.get_by_label("Full name").fill("Joseph Park")
    second.get_by_label("City").fill("Oslo")
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_role("radio", name="Joanna Park")).to_be_visible()
    expect(second.get_by_role("radio", name="Joseph Park")).to_be_checked()
    second.get_by_role("button", name="Save").click()
    heading(second, "Joseph Park")
    expect(second.locator("#fact-address")).to_contain_text("Oslo")


def test_notes_and_calls_appear_at_once_and_can_be_looked_through(house, visit):
    page = visit("ada", f"/people/{house.jo.uid}")
    page.get_by_label("What happened").fill("Wants prices")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".entry__body")).to_have_text(["Wants prices"])
    page.get_by_text("Call", exact=True).click()
    page.get_by_label("Minutes").fill("12")
    page.get_by_label("What happened").fill("Said yes")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".entry__body")).to_have_text(["Said yes", "Wants prices"])
    expect(page.get_by_label("What happened")).to_be_focused()
    page.get_by_role("navigation", name="Show").get_by_role("link", name="Notes").click()
    expect(page.locator(".entry__body")).to_have_text(["Wants prices"])
    page.locator(".entry__at").first.click()
    heading(page, "wrote a note")


def test_an_order_form_takes_more_items(house, visit):
    page = visit("ada", f"/orders/new?person={house.jo.uid}")
    page.get_by_label("Product").fill("M1")
    page.get_by_role("button", name="Add an item").click()
    expect(page.get_by_label("Product").nth(1)).to_be_focused()
    page.get_by_label("Product").nth(1).fill("M1")
    page.get_by_label("Quantity").nth(1).fill("3")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".order-items tbody tr")).to_have_count(2)


def test_a_file_of_people_becomes_people(house, visit):
    page = visit("ada", "/imports/new?kind=people")
    page.locator("input[type=file]").set_input_files(
        {"name": "people.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    )
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_role("button", name="Check the rows").click()
    page.get_by_role("button", name=re.compile("Import 2 rows")).click()
    run_jobs(page)
    expect(page.get_by_text("Done", exact=True).last).to_be_visible()
    expect(page.get_by_text("1 row stayed out.")).to_be_visible()
    page.get_by_role("link", name="Mira Okafor").click()
    heading(page, "Mira Okafor")


def test_reading_and_saving_work_without_javascript(house, visit):
    page = visit("ada", "/people", java_script_enabled=False)
    page.get_by_role("link", name="Jo Park").click()
    page.get_by_label("What happened").fill("Wants prices")
    page.get_by_role("button", name="Save").click()
    heading(page, "Jo Park")
    expect(page.locator(".entry__body")).to_have_text(["Wants prices"])
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("City").fill("Lagos")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Lagos", exact=True)).to_be_visible()


def test_who_only_reads_is_offered_nothing_to_change(house, visit):
    page = visit("reader", f"/people/{house.jo.uid}")
    heading(page, "Jo Park")
    expect(page.get_by_role("link", name="Edit")).to_have_count(0)
    expect(page.get_by_label("What happened")).to_have_count(0)
    page.goto(f"/people/{house.jo.uid}/edit")
    expect(page.get_by_text("403")).to_be_visible()
