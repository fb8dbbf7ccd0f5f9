"""The fields of a kind, declared once: what lists, the record page, editing in place and histories know of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import QuerySet
from django.utils.functional import Promise

from amity.kernel.commands import Actor

Words = str | Promise
Rows = QuerySet[Any]
# Everything a field holds of a record, each value with its label ("" for none), the main one first.
Every = Callable[[Sequence[int], Actor], dict[int, list[tuple[Any, str]]]]
Shape = Literal[
    "name",  # what the record is called: the first column, a link to it
    "text",
    "long_text",
    "number",
    "money",  # (minor units, currency)
    "home_money",  # minor units of the home currency
    "price",  # (millionths, currency)
    "day",
    "moment",
    "choice",  # the stored key; `choices` has its words
    "yes_no",
    "email",
    "phone",
    "place",  # contact.places.Place
    "record",  # a record of a registered kind, which the viewer may see
    "tags",  # list of Tag
    "account",
    "team",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordField:
    """One field of a kind.

    name      in URLs, filters and saved views; fixed for ever
    value     what a record fetched with `fetch` holds, in the form `shape` says; None or "" is empty
    fetch     adds what `value` needs to the rows of a list, seen with the viewer's eyes (no invisible records)
    load      for values that come per page, not per row: ids -> value by id, in one query; goes before `value`
    sort      field paths that order by it, none null, the last unique, all of one table whose index they are
    group     the field path a list groups by: few different values, each with a count
    sums      whether a group shows the field's sum (`sort`'s first path is what is added up)
    editor    the fields of the kind's RecordForm that edit it; () cannot be edited in place
    changes   the names under which a change's facts hold it
    in_list   shown in a list until a person chooses; otherwise it can be chosen
    area      its place in the two lines of a phone's row: `who`, `value`, `sub`, `note`, "" for left out
    section   the heading it stands under on the record page; "" is not shown there
    every     for a field of which a record may hold several (e-mails): the record page shows all, in one query
    why_fixed  why it cannot be edited in place, where it has no editor; "" stands for "worked out by Amity"
    """

    name: str
    label: Words
    shape: Shape = "text"
    value: Callable[[Any], Any] | None = None
    fetch: Callable[[Rows, Actor], Rows] | None = None
    load: Callable[[Sequence[int], Actor], dict[int, Any]] | None = None
    choices: Sequence[tuple[str, Words]] = ()
    sort: tuple[str, ...] = ()
    falls_first: bool = False
    group: str = ""
    sums: bool = False
    editor: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    in_list: bool = False
    area: Literal["who", "value", "sub", "note", ""] = ""
    section: Words = ""
    order: int = 100
    every: Every | None = None
    why_fixed: Words = ""

    @property
    def is_figure(self) -> bool:
        """Whether it stands at the end edge of its column."""
        return self.shape in ("number", "money", "home_money", "price", "day", "moment")

    def read(self, record: Any) -> Any:
        """Its value on a fetched record."""
        return self.value(record) if self.value else getattr(record, self.name)
