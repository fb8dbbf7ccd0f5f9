"""The written pages inside the house."""

import re

import pytest

from amity.kernel.ui import navigation
from amity.kernel.ui.help import DOCS, help_of, help_page, rendered, slug

PAGES = sorted(path.stem for path in DOCS.glob("*.md"))


def test_every_place_has_a_page_that_helps():
    """Whoever registers a place also names its page: register_help("<room>", "<file of docs>")."""
    places = [place.url_name for place in navigation._places]
    assert len(places) > 6
    assert [name for name in places if help_page(help_of(name)) is None] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_page_can_be_read_and_its_links_lead_somewhere(name):
    page = help_page(name)
    assert page.title and "<p>" in page.html
    for target in re.findall(r'href="/help/([^"#]+)', page.html):
        assert target in PAGES
    assert ".md" not in "".join(re.findall(r'href="([^"]+)"', page.html))


def test_html_in_a_page_is_text_and_odd_links_are_words():
    page = rendered(
        '# <b>T</b>\n\n<script>alert(1)</script> [a](javascript:alert(1)) [b](../STYLE.md) ![c](x.png "t")\n'
    )
    assert page.title == "<b>T</b>"
    assert "<script" not in page.html
    assert "<a" not in page.html and "<img" not in page.html
    assert " b c" in page.html


def test_headings_can_be_linked_to():
    page = rendered("# T\n\n## When two people edit, the same record?\n")
    assert '<h2 id="when-two-people-edit-the-same-record">' in page.html
    assert slug("Roles") == "roles"


def test_the_button_leads_to_the_page_of_the_screen(client_of):
    ada = client_of("ada")
    page = ada.get("/people").content.decode()
    assert 'href="/help/people" aria-label="Help"' in page
    assert "<h1>People</h1>" in ada.get("/help/people").content.decode()
    assert "<h1>Amity, for those who use it</h1>" in ada.get("/help").content.decode()
    assert ada.get("/help/nothing").status_code == 404
    assert ada.get("/help/decisions").status_code == 404
