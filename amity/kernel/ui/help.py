"""The written pages of `docs`, shown inside the house: which of them belongs to which screen, and how they are read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.token import Token

# A wheel carries the pages beside this file; a checkout has them at its top.
_SHIPPED = Path(__file__).resolve().parent / "docs"
DOCS = _SHIPPED if _SHIPPED.is_dir() else Path(__file__).resolve().parents[3] / "docs"
INDEX = "index"
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_LINK = re.compile(r"([a-z][a-z0-9-]*)\.md(#[\w-]+)?")

_pages: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A page's heading, and the rest as HTML: made by us, with whatever HTML the text holds escaped."""

    title: str
    html: str


def register_help(screen: str, page: str) -> None:
    """Say which page helps with a screen: `screen` is the name of an address (`people:people`) or of all of a room
    (`people`), `page` the name of a file of `docs` without its ending."""
    _pages[screen] = page


def help_of(view_name: str) -> str:
    """The page for the address of that name; "" when its room has named none."""
    return _pages.get(view_name) or _pages.get(view_name.partition(":")[0], "")


def help_address(view_name: str) -> str:
    """Where the Help button of a screen leads: its page, else the index."""
    page = help_of(view_name)
    return reverse("kernel_ui:help_page", args=[page]) if page and page != INDEX else reverse("kernel_ui:help")


def help_page(name: str) -> HelpPage | None:
    """The page of that name, None when there is none."""
    file = DOCS / f"{name}.md"
    if not _NAME.fullmatch(name) or not file.is_file():
        return None
    return _read(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _read(file: Path, _changed_at: int) -> HelpPage:
    return rendered(file.read_text("utf-8"))


def rendered(text: str) -> HelpPage:
    """Markdown as a page. HTML in it is text; links to other pages of `docs` lead to them here, and those to what is
    not shipped (code, decisions, pictures) become their words."""
    tokens = _MARKDOWN.parse(text)
    title = ""
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        title, tokens = tokens[1].content, tokens[3:]
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", slug(tokens[place + 1].content))
        if token.type == "th_open" and not tokens[place + 1].content:
            # A heading without words is none.
            token.tag = tokens[place + 2].tag = "td"
        if token.children:
            token.children = _with_our_links(token.children)
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    # What the text itself holds is escaped: these tags are ours. A wide table scrolls by itself, not the page.
    html = html.replace("<table>", '<div class="prose__table"><table>').replace("</table>", "</table></div>")
    return HelpPage(title, html)


def slug(heading: str) -> str:
    """A heading as links name it."""
    return re.sub(r"[^\w\s-]", "", heading.lower()).strip().replace(" ", "-")


def _with_our_links(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    is_dropped = False
    for token in tokens:
        if token.type == "link_open":
            href = _our_address(str(token.attrGet("href") or ""))
            is_dropped = not href
            token.attrSet("href", href)
        if token.type == "image":
            token = Token("text", "", 0, content=token.content)
        if token.type in ("link_open", "link_close") and is_dropped:
            continue
        kept.append(token)
    return kept


def _our_address(href: str) -> str:
    """Where a link of a page leads inside the house, "" when what it means is not here."""
    if href.startswith(("https://", "http://", "#")):
        return href
    found = _LINK.fullmatch(href)
    if not found or not (DOCS / f"{found[1]}.md").is_file():
        return ""
    page = reverse("kernel_ui:help") if found[1] == INDEX else reverse("kernel_ui:help_page", args=[found[1]])
    return page + (found[2] or "")


_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
