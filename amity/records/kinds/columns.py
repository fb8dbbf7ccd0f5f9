"""Columns that higher rooms contribute to the list of a lower kind: shown and sorted without being imported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from amity.kernel.commands import Invalid

M = TypeVar("M", bound=Model)

Shape = Literal["number", "home_money", "moment", "text"]


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list.

    name     in the URL: `?sort=-net`
    value    attribute path on the record: `totals.net`
    sort     field paths that order by it, the last unique, all from one table whose index they are; never null
    related  what `select_related` has to fetch
    shape    how it is shown; `home_money` is minor units of the home currency
    """

    name: str
    label: str | Promise
    value: str
    sort: tuple[str, ...]
    related: str
    shape: Shape = "number"
    order: int = 100

    def order_by(self, *, falling: bool) -> list[str]:
        """Field paths for `keyset_page(order=…)`."""
        return [f"-{path}" for path in self.sort] if falling else list(self.sort)

    def of(self, record: Any) -> Any:
        """The value to show for one record that was fetched with `related`."""
        for part in self.value.split("."):
            record = getattr(record, part)
        return record


_columns: dict[str, list[ListColumn]] = {}


def register_list_column(kind_name: str, column: ListColumn) -> None:
    """Let a room show a column in the list of a kind; called from an app's ready()."""
    columns = _columns.setdefault(kind_name, [])
    if any(other.name == column.name for other in columns):
        raise ValueError(f"the list of {kind_name} has a column {column.name} already")
    columns.append(column)
    columns.sort(key=lambda item: item.order)


def list_columns(kind_name: str) -> list[ListColumn]:
    """The contributed columns of a kind's list, in order."""
    return list(_columns.get(kind_name, ()))


def with_list_columns(
    rows: QuerySet[M], kind_name: str, own_sorts: Mapping[str, Sequence[str]], sort: str
) -> tuple[QuerySet[M], list[str]]:
    """`rows` with what the contributed columns read, and the field paths that `sort` ("name", "-net") orders by.

    Raises Invalid for a column the list cannot be sorted by.
    """
    columns = list_columns(kind_name)
    for related in dict.fromkeys(column.related for column in columns):
        # Every record has its side row: an inner join lets the side table's index lead.
        rows = rows.select_related(related).filter(**{f"{related}__isnull": False})
    name = sort.removeprefix("-")
    paths = own_sorts.get(name) or next((column.sort for column in columns if column.name == name), None)
    if paths is None:
        raise Invalid("list.unknown_sort", _("This list cannot be sorted by “%(sort)s”.") % {"sort": name[:40]}, "sort")
    return rows, [f"-{path}" if sort.startswith("-") else path for path in paths]
