"""A token by keyboard alone: made, copied, listed, revoked; its pages hold in light, dark and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from amity.workspace.tokens.commands import make_token
from amity.workspace.tokens.models import ApiToken
from amity.workspace.tokens.secrets import PATTERN
from tests.browser.test_every_page import scrolls_sideways, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_token_is_made_copied_and_revoked_by_keyboard(house, visit):
    page = visit("ada", "/settings/tokens/new")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("Web shop")
    expect(page.locator(".scopes")).to_be_hidden()
    page.get_by_label("All that its role may").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".scopes")).to_be_visible()
    page.locator("input[value='read:person']").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    secret = page.get_by_label("Token", exact=True).input_value()
    assert PATTERN.fullmatch(secret)
    assert ApiToken.objects.get().scopes == ["read:person"]
    page.get_by_role("button", name="Copy").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The token was copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == secret

    page.get_by_role("link", name="I have copied it").press("Enter")
    expect(page.get_by_role("link", name="Web shop", exact=True)).to_be_visible()
    assert secret not in page.content()
    page.get_by_role("link", name="Revoke Web shop").press("Enter")
    dialog = page.get_by_role("dialog", name=re.compile("Revoke “Web shop”"))
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("link", name="Revoke Web shop")).to_be_focused()
    assert ApiToken.objects.get().revoked_at is None
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Revoke").press("Enter")
    expect(page.get_by_text("“Web shop” is revoked")).to_be_visible()
    assert ApiToken.objects.get().revoked_at is not None


def test_the_pages_of_a_token_are_sound(house, visit):
    page = visit("administrator", "/settings/tokens", reduced_motion="reduce")
    uid = make_token(
        name="Nightly export of everything to the data warehouse",
        role="member",
        scopes=["read:person", "write:person", "read:company", "read:order", "search", "imports"],
        by=house.world.administrator,
    ).uid
    wrong = {}
    for path in ("/settings/tokens", f"/settings/tokens/{uid}", f"/settings/tokens/{uid}/revocation", "new"):
        if path == "new":
            page.goto("/settings/tokens/new")
            page.get_by_label("Name").fill("Web shop")
            page.get_by_role("button", name="Make the token").click()
            page.wait_for_selector("#secret")
        else:
            page.goto(path)
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 780})
            found = violations(page)
            page.emulate_media(color_scheme="dark")
            found += violations(page, runOnly=["color-contrast"])
            page.emulate_media(color_scheme="light")
            if found or scrolls_sideways(page):
                wrong[path, width] = found
    assert wrong == {}
