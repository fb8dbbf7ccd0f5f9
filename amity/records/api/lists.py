"""A page of the records of a kind: filtered, sorted, by cursor."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from amity.kernel.api.cursors import cursor_of, token_in
from amity.kernel.commands import Actor, Invalid
from amity.kernel.filters import Reading, filtered, parse_json, parse_text
from amity.kernel.paging import keyset_page
from amity.records.api.kinds import RecordApi
from amity.records.api.reading import Chosen, Rows, as_json
from amity.records.kinds.fields import RecordField
from amity.records.kinds.filtering import catalogue_of
from amity.records.lists.queries import matching
from amity.records.lists.viewing import opened

MOST_SORTS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list was asked for. Without `sort` it goes by id, which nothing changes: a walk then misses nothing."""

    filter: str = ""
    sort: str = ""
    view: str = ""
    fields: str = ""
    expand: str = ""
    cursor: str = ""
    limit: int = 50


def list_records(api: RecordApi, asked: Asked, *, seen_by: Actor) -> tuple[list[dict[str, Any]], str | None]:
    """One page and the cursor of the next."""
    chosen = Chosen(api, asked.fields, asked.expand)
    rows, view_sort = rows_of(api, asked.filter, asked.view, seen_by=seen_by)
    sort = asked.sort or view_sort
    order, needed = order_of(api, sort)
    for fetch in dict.fromkeys(field.fetch for field in needed if field.fetch):
        if all(field.fetch is not fetch for field in chosen.others):
            rows = fetch(rows, seen_by)
    rows = chosen.fetched(rows, seen_by=seen_by)
    mark = f"{api.kind_name} {sort} {asked.view} {asked.filter}"
    page = keyset_page(rows, order=order, after=token_in(asked.cursor, mark), size=asked.limit)
    return as_json(page.rows, chosen, seen_by=seen_by), cursor_of(page.next_token, mark)


def rows_of(api: RecordApi, words: str, view: str, *, seen_by: Actor, reading: Reading = "page") -> tuple[Rows, str]:
    """The records of a view that a filter leaves, and how the view sorts them."""
    kind, sort = api.kind, ""
    if view:
        found = opened(kind.name, {"view": view}, seen_by=seen_by)
        if found.problems:
            raise Invalid("view.unknown", found.problems[0].message, "view")
        rows, sort = matching(found.state, seen_by=seen_by, reading=reading), ",".join(found.state.sort)
    else:
        rows = kind.visible_to(seen_by)
    if words:
        catalogue = catalogue_of(kind.name, seen_by=seen_by)
        wanted = parse_json(_read(words), catalogue) if words.lstrip()[:1] == "{" else parse_text(words, catalogue)
        rows = filtered(rows, wanted, catalogue, seen_by=seen_by, reading=reading)
    return rows, sort


def order_of(api: RecordApi, sort: str) -> tuple[list[str], list[RecordField]]:
    """Field paths of `name,-created`, and the fields they are of; by id for ""."""
    known = {field.name: field for field in api.kind.fields if field.sort}
    words = list(dict.fromkeys(word.strip() for word in sort.split(",") if word.strip()))
    if not words or words[0] in ("id", "-id"):
        return (["-pk"] if words and words[0] == "-id" else ["pk"]), []
    fields = []
    for word in words:
        name = word.removeprefix("-")
        if name not in known or len(words) > MOST_SORTS:
            message = _("This cannot be sorted by “%(name)s”. Use up to three of: %(known)s.")
            raise Invalid("sort.unknown", message % {"name": name[:40], "known": ", ".join(["id", *known])}, "sort")
        fields.append(known[name])
    paths: list[str] = []
    for place, (word, field) in enumerate(zip(words, fields, strict=True)):
        sign = "-" if word.startswith("-") else ""
        paths += [sign + path for path in (field.sort if place == len(words) - 1 else field.sort[:-1])]
    return paths, fields


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid(
            "filter.json", _("This filter begins like JSON and is none. Check its brackets."), "filter"
        ) from None
