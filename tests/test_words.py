"""Every word is marked for translation: in a made-up language that puts ⟦brackets⟧ round what it is given,
nothing but names and keys stands outside of them."""

import re
from html.parser import HTMLParser

import pytest
from django.utils import translation

BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")
SAID = {"aria-label", "title", "placeholder", "alt", "data-failed", "data-offline"}
SILENT = {"script", "style", "datalist"}
# Written the same in every language: people, the house, languages and zones by their own names, patterns, caps.
NAMES = r"Ada Lovelace|Ben Okri|Cleo Outside|Rita Reader|Ruth Admin|Sales|Service|AL|(· )?Amity"
SAME = re.compile(NAMES + r"|English \((US|UK)\)|[\w/ ]+/[\w ]+|UTC|[YMD./ -]+|[\d.,’\s:]+|Ctrl|⌘|↵|.|F\d+", re.DOTALL)


@pytest.fixture
def pseudo(monkeypatch):
    real = translation._trans
    monkeypatch.setattr(real, "gettext", lambda words: f"⟦{words}⟧", raising=False)
    monkeypatch.setattr(real, "pgettext", lambda _context, words: f"⟦{words}⟧", raising=False)
    monkeypatch.setattr(real, "ngettext", lambda one, many, count: f"⟦{one if count == 1 else many}⟧", raising=False)


PATHS = (
    "/preferences", "/getting-started", "/shortcuts", "/settings/profile", "/nowhere", "/people", "/people/new",
    "/companies", "/companies/new", "/orders", "/products", "/products/new", "/imports", "/imports/new", "/jobs",
    "/trash", "/search?q=jo", "/settings/tokens",
)  # fmt: skip


class Words(HTMLParser):
    """What a page shows or says: its text, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in SILENT
        self.found |= {value for name, value in attrs if name in SAID and value}

    def handle_endtag(self, tag):
        self.silent -= tag in SILENT

    def handle_data(self, data):
        if not self.silent:
            self.found.add(data)


def unmarked(page: str) -> list[str]:
    """The words of a page that no translator would see."""
    words = Words()
    words.feed(page)
    return sorted(
        {text for text in map(_outside, words.found) if re.search(r"[^\W\d_]", text) and not SAME.fullmatch(text)}
    )


def _outside(text: str) -> str:
    """What is left of a text without everything in brackets."""
    before = ""
    while before != text:
        before, text = text, BRACKETED.sub(" ", text)
    return text.strip()


@pytest.mark.parametrize("path", PATHS)
def test_every_word_is_marked(world, client_of, pseudo, path):
    page = client_of("ada").get(path).content.decode()
    assert page.count("⟦") > 15
    assert [text for text in unmarked(page) if text != "ada@example.org"] == []
