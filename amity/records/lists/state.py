"""The state of a list: wholly in the URL, read into one value, written back as short as it goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal
from urllib.parse import parse_qsl, quote, urlencode
from uuid import UUID

from django.db.models import DateTimeField
from django.utils.translation import gettext as _

from amity.kernel.filters import Filter
from amity.records.kinds.fields import RecordField
from amity.records.kinds.registry import RecordKind, kind_named
from amity.records.lists.columns import Column, field_of, read_columns, usual_columns, written_columns
from amity.records.lists.registry import RecordList, list_of

Layout = Literal["table", "cards", "board"]
LAYOUTS: tuple[Layout, ...] = ("table", "cards", "board")
STATE = ("filter", "sort", "columns", "group", "layout")
MOST_SORTS = 4
LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Problem:
    """A parameter that says something wrong; the list is shown without it."""

    parameter: str
    message: str


@dataclass(frozen=True, slots=True)
class ListState:
    """What a list shows, and how.

    sort    names of fields, `-` for falling; the first leads
    within  the record whose list it is: (parameter, public key)
    view    the name or public key of the view it began with, "" for all
    base    how the view, or the kind, has it: what differs from it stands in the URL
    wanted  what the filter's text means; None where there is none, or it cannot be read
    """

    kind: RecordKind
    sort: tuple[str, ...]
    columns: tuple[Column, ...]
    filter: str = ""
    group: str = ""
    layout: Layout = "table"
    within: tuple[str, UUID] | None = None
    view: str = ""
    base: Mapping[str, str] = field(default_factory=dict, compare=False)
    wanted: Filter | None = field(default=None, compare=False)

    @property
    def record_list(self) -> RecordList:
        return list_of(self.kind.name)

    @property
    def path(self) -> str:
        """The address of the kind's list."""
        return f"/{self.kind.plural}"

    @property
    def is_changed(self) -> bool:
        """Whether it differs from the view it began with."""
        return bool(self.changed)

    @property
    def changed(self) -> list[str]:
        """The parameters that differ from the view."""
        return [name for name, value in self.written.items() if value != self.base.get(name, "")]

    @property
    def written(self) -> dict[str, str]:
        """Every parameter of the state as text."""
        return {
            "filter": self.filter,
            "sort": ",".join(self.sort),
            "columns": written_columns(self.columns),
            "group": self.group,
            "layout": self.layout,
        }

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of its URL: the view, and what differs from it."""
        pairs = [("view", self.view)] if self.view else []
        if self.within:
            pairs.append((self.within[0], str(self.within[1])))
        written = self.written
        return pairs + [(name, written[name]) for name in self.changed]

    def query(self, **page: str) -> str:
        """`view=mine&sort=-net`, "" for the list as it always is; `page` is `after` or `before`."""
        return urlencode(
            [*self.pairs(), *((key, value) for key, value in page.items() if value)], safe=",:", quote_via=quote
        )

    def href(self, **page: str) -> str:
        """Its address."""
        query = self.query(**page)
        return f"{self.path}?{query}" if query else self.path

    def with_(self, **changes: Any) -> "ListState":
        """The same list with something changed."""
        return replace(self, **changes)

    def shows(self, name: str) -> bool:
        return any(column.field.name == name for column in self.columns)


def usual(kind: RecordKind) -> dict[str, str]:
    """How the list of a kind is until anybody chooses."""
    columns = written_columns(usual_columns(kind))
    return {"filter": "", "sort": list_of(kind.name).sort, "columns": columns, "group": "", "layout": "table"}


def parameters(query: str) -> dict[str, str]:
    """The parameters of a query text that are state; what is too long or strange is left out."""
    return {name: value for name, value in parse_qsl(query[:LONGEST], keep_blank_values=True) if name in STATE}


def read_state(
    kind_name: str, asked: Mapping[str, str], *, view: str = "", view_query: str = ""
) -> tuple[ListState, list[Problem]]:
    """The state that parameters mean on top of a view's, and what is wrong with them."""
    kind = kind_named(kind_name)
    start = usual(kind)
    plain = ListState(kind, tuple(start["sort"].split(",")), usual_columns(kind), base=start)
    if view_query:
        plain, _wrong = _read(plain, parameters(view_query))
        plain = plain.with_(base=plain.written)
    state, problems = _read(plain.with_(view=view), {name: asked[name] for name in STATE if name in asked})
    for parameter in state.record_list.within:
        if text := asked.get(parameter):
            try:
                state = state.with_(within=(parameter, UUID(text)))
            except ValueError:
                problems.append(Problem(parameter, _("This link is damaged.")))
            break
    return state, problems


def _read(state: ListState, asked: Mapping[str, str]) -> tuple[ListState, list[Problem]]:
    problems: list[Problem] = []
    kind = state.kind
    if "filter" in asked:
        state = state.with_(filter=asked["filter"].strip())
    if sort := asked.get("sort"):
        sorts, wrong = _read_sorts(sort, kind)
        problems += [_unknown("sort", _("This list cannot be sorted by “%(word)s”."), word) for word in wrong]
        state = state.with_(sort=sorts or state.sort)
    if columns := asked.get("columns"):
        chosen, wrong = read_columns(columns, kind)
        problems += [_unknown("columns", _("This list has no column “%(word)s”."), word) for word in wrong]
        state = state.with_(columns=chosen)
    if "group" in asked:
        group = asked["group"]
        by = field_of(kind, group)
        if group and not (by and is_groupable(by, kind)):
            problems.append(_unknown("group", _("This list cannot be grouped by “%(word)s”."), group))
            group = ""
        state = state.with_(group=group)
    if layout := asked.get("layout"):
        if layout in LAYOUTS and (layout != "board" or board_field(kind)):
            state = state.with_(layout=layout)
        else:
            problems.append(_unknown("layout", _("This list cannot be shown as “%(word)s”."), layout))
    return state, problems


def _unknown(parameter: str, sentence: str, word: str) -> Problem:
    return Problem(parameter, sentence % {"word": word[:40]})


def _read_sorts(text: str, kind: RecordKind) -> tuple[tuple[str, ...], list[str]]:
    found: dict[str, str] = {}
    wrong = []
    for word in filter(None, text.split(",")):
        by = field_of(kind, word.removeprefix("-"))
        if by and by.sort and len(found) < MOST_SORTS:
            found.setdefault(by.name, word)
        else:
            wrong.append(word)
    return tuple(found.values()), wrong


def is_by_month(by: RecordField, kind: RecordKind) -> bool:
    """Whether a list is grouped by the months of this field."""
    if by.group or by.shape not in ("day", "moment") or not by.sort or "__" in by.sort[0]:
        return False
    return isinstance(kind.model._meta.get_field(by.sort[0]), DateTimeField)


def is_groupable(by: RecordField, kind: RecordKind) -> bool:
    """Whether a list can be grouped by this field."""
    return bool(by.group) or is_by_month(by, kind)


def board_field(kind: RecordKind) -> RecordField | None:
    """The field whose choices are the columns of a board: one that is edited by itself."""
    return next(
        (by for by in kind.fields if by.shape == "choice" and by.group and len(by.editor) == 1 == len(by.changes)), None
    )
