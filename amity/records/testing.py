"""What tests of pages share: a form as a browser would send it back, a list as a page reads it."""

from html.parser import HTMLParser
from typing import Any

from amity.kernel.commands import Actor
from amity.kernel.paging import Page
from amity.records.lists.queries import list_page, matching
from amity.records.lists.viewing import opened


class _Forms(HTMLParser):
    """Reads the fields of every form in the order of the page; of radio buttons, all choices."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[dict[str, str]] = []
        self.choices: dict[str, list[str]] = {}
        self._text: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "form":
            self.forms.append({})
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in given or self._select not in self.forms[-1]):
            self.forms[-1][self._select] = value
        elif tag == "textarea":
            self._text = name
            self.forms[-1][name] = ""
        elif tag == "input" and name and given.get("type") != "submit":
            if given.get("type") == "radio":
                self.choices.setdefault(name, []).append(value)
            if given.get("type") not in ("radio", "checkbox") or "checked" in given:
                self.forms[-1][name] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            before = self.forms[-1][self._text]
            # The first line break after the tag is no part of the text.
            self.forms[-1][self._text] = before + (data if before else data.removeprefix("\n"))


def form_with(page: str, field: str) -> dict[str, str]:
    """The form of a page that has this field, as a browser would send it untouched."""
    parser = _Forms()
    parser.feed(page)
    return next(form for form in parser.forms if field in form)


def choices_of(page: str, field: str) -> list[str]:
    """What the radio buttons of this name send, in their order."""
    parser = _Forms()
    parser.feed(page)
    return parser.choices.get(field, [])


def listed(
    kind_name: str, *, seen_by: Actor, after: str | None = None, before: str | None = None, **asked: str
) -> Page[Any]:
    """One page of the list of a kind; `asked` are parameters of its URL, all of which have to be right."""
    found = opened(kind_name, asked, seen_by=seen_by)
    assert not found.problems, found.problems
    state = found.state
    return list_page(matching(state, seen_by=seen_by), state, seen_by=seen_by, after=after, before=before)
