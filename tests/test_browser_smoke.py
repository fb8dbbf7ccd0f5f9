"""One look through a real browser in every quick run: the server starts, the page comes, nothing is refused."""

import pytest
from playwright.sync_api import ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.smoke, pytest.mark.django_db(transaction=True)]


def test_the_house_answers_a_browser(page: Page, live_server: LiveServer):
    refused: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # A browser asks for an icon by itself; only some builds do.
        if message.type == "error" and not message.location["url"].endswith("/favicon.ico"):
            refused.append(message.text)

    page.on("console", hear)
    answer = page.goto(f"{live_server.url}/healthz")
    assert answer is not None
    assert answer.ok
    assert '"ok"' in page.content()
    assert not refused
