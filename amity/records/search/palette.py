"""What the command palette lists: records, actions and pages in groups."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from amity.kernel import search as engine
from amity.kernel.commands import Actor
from amity.kernel.search.words import split_words
from amity.kernel.ui import navigation
from amity.kernel.ui.actions import actions
from amity.records.search.queries import Hit, search_records
from amity.records.search.recent import recent_records

RECORDS_OF_A_KIND = 5
RECENT = 8


# Label, more words, address, icon.
Named = tuple[str | Promise, str | Promise, str, str]


@dataclass(frozen=True, slots=True)
class Option:
    """One line: where it leads, its words as HTML, what tells it from others, why it was found (label, HTML)."""

    href: str
    icon: str
    words: SafeString
    beside: str = ""
    reasons: Sequence[tuple[str, SafeString]] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A named group of lines."""

    heading: str
    options: list[Option]


def palette_sections(words: str, *, seen_by: Actor) -> list[Section]:
    """The groups for what was typed so far; without words, what was seen last and all that can be done."""
    pages = [
        (entry.label, "", entry.href, entry.icon)
        for department in navigation.departments(seen_by, "")
        for entry in department.entries
    ] + [(entry.label, "", entry.href, entry.icon) for entry in navigation.foot(seen_by, "")]
    doings: list[Named] = []
    hidden: list[Named] = []
    for action in actions(seen_by):
        (hidden if action.is_page else doings).append((action.label, action.also, action.href, action.icon))
    asked = engine.readings(words)
    sections: list[Section] = []
    if not asked:
        if not words.strip():
            recent = [_option(hit) for hit in recent_records(seen_by=seen_by, limit=RECENT)]
            sections = [
                Section(_("Recent"), recent),
                Section(_("Actions"), _named(doings, None)),
                Section(_("Pages"), _named(pages, None)),
            ]
        return [section for section in sections if section.options]
    found = search_records(words, seen_by=seen_by, limit=RECORDS_OF_A_KIND)
    sections += [Section(str(group.kind.plural_label), [_option(hit) for hit in group.hits]) for group in found.groups]
    sections += [
        Section(_("Actions"), _named(doings, asked[-1])),
        Section(_("Pages"), _named(pages + hidden, asked[-1])),
    ]
    if found.groups:
        every = f"{reverse('records_search:search')}?{urlencode({'q': words.strip()})}"
        line = _("All results for “%(words)s”") % {"words": words.strip()}
        sections.append(Section(_("Search"), [Option(every, "search", conditional_escape(line))]))
    return [section for section in sections if section.options]


def _option(hit: Hit) -> Option:
    return Option(hit.path, hit.kind.icon, hit.title, hit.beside, hit.reasons)


def _named(entries: Iterable[Named], asked: engine.Reading | None) -> list[Option]:
    """Those of (label, more words, address, icon) whose words begin with all that was asked for."""
    found = []
    for label, also, href, icon in entries:
        if asked is None:
            found.append(Option(href, icon, conditional_escape(str(label))))
            continue
        own = split_words(f"{label} {also}")
        if all(any(word.startswith(term[0]) for word in own) for term in asked.terms):
            found.append(Option(href, icon, engine.marked(str(label), asked).html))
    return found
