"""What was typed and not saved outlives a reload, another machine, the end of a session and a colleague's change."""

import pytest
from playwright.sync_api import Page, expect

from amity.customers.people.commands import change_person
from amity.records.kinds.changing import RecordChange
from amity.workspace.drafts.queries import draft
from tests.browser.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BACK = "Your draft is back"


def kept(page: Page) -> None:
    """Wait until the server has what was typed."""
    until(page, "Object.keys(localStorage).every((name) => !name.startsWith('draft '))")


def test_a_note_survives_a_reload_and_another_machine_until_it_is_saved(house, visit):
    address = f"/people/{house.jo.uid}"
    page = visit("ada", address)
    page.get_by_label("What happened").fill("Wants prices")
    kept(page)
    for there in (page, visit("ada", address)):
        there.goto(address)
        expect(there.get_by_label("What happened")).to_have_value("Wants prices")
        expect(there.get_by_text(BACK)).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_label("What happened").press("Control+Enter")
    expect(page.locator(".entry__body")).to_have_text(["Wants prices"])
    page.reload()
    expect(page.get_by_label("What happened")).to_have_value("")
    expect(page.get_by_text(BACK)).not_to_be_visible()


def test_nobody_else_sees_it_and_it_can_be_discarded(house, visit):
    address = f"/people/{house.jo.uid}"
    page = visit("ada", address)
    page.get_by_label("What happened").fill("Only mine")
    kept(page)
    expect(visit("ben", address).get_by_label("What happened")).to_have_value("")
    page.reload()
    with page.expect_response(lambda answer: answer.request.method == "DELETE"):
        page.get_by_role("button", name="Discard").click()
    expect(page.get_by_label("What happened")).to_have_value("")
    page.reload()
    expect(page.get_by_label("What happened")).to_have_value("")
    assert draft(f"history:person:{house.jo.uid}", seen_by=house.world.ada) is None


def test_a_form_sent_after_the_session_ended_is_there_again_after_signing_in(house, visit, settings):
    page = visit("ada", f"/people/{house.jo.uid}/edit")
    page.get_by_label("About").fill("Knows the roaster")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Save").click()
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Password").fill(house.world.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text(BACK)).to_be_visible()
    expect(page.get_by_label("About")).to_have_value("Knows the roaster")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#fact-about")).to_contain_text("Knows the roaster")
    page.goto(f"/people/{house.jo.uid}/edit")
    expect(page.get_by_text(BACK)).not_to_be_visible()


def test_a_draft_does_not_undo_what_a_colleague_changed_since(house, visit):
    page = visit("ada", f"/people/{house.jo.uid}/edit")
    page.get_by_label("About").fill("Knows the roaster")
    kept(page)
    change_person(RecordChange(house.jo.pk, {"language": "es"}), by=house.world.ben)
    page.reload()
    expect(page.get_by_text("Others have changed this since")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#fact-about")).to_contain_text("Knows the roaster")
    expect(page.locator("#fact-language")).to_contain_text("es")
    expect(page.locator(".toast")).to_contain_text("Ben Okri changed Language meanwhile")


def test_a_fact_given_up_by_a_reload_comes_back_when_it_is_opened(house, visit):
    page = visit("ada", f"/people/{house.jo.uid}")
    page.locator("#fact-about [data-inplace-target=opener]").click()
    page.locator("#fact-about").get_by_role("textbox").fill("Half a sentence")
    kept(page)
    page.reload()
    page.locator("#fact-about [data-inplace-target=opener]").click()
    expect(page.locator("#fact-about").get_by_role("textbox")).to_have_value("Half a sentence")
    expect(page.locator("#fact-about").get_by_text(BACK)).to_be_visible()


def test_rows_of_an_order_come_back_all(house, visit):
    page = visit("ada", f"/orders/new?person={house.jo.uid}")
    page.get_by_label("Product").fill("M1")
    page.get_by_role("button", name="Add an item").click()
    page.get_by_label("Product").nth(1).fill("M2")
    kept(page)
    page.reload()
    expect(page.get_by_label("Product")).to_have_count(2)
    expect(page.get_by_label("Product").nth(1)).to_have_value("M2")
