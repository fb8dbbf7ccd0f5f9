"""Rows as HTML, written by one function: a page has hundreds of cells, and a template would take longer than the rest.

Every value is escaped once, by the painter of its shape (records/kinds/shapes). End tags and quotes that HTML does not
ask for are left out: they would be a sixth of the page.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from amity.kernel.ui.templatetags.ui import TINTS, initials, tint
from amity.records.kinds.fields import RecordField
from amity.records.kinds.registry import RecordKind, kind_numbered
from amity.records.kinds.shapes import cell_painter
from amity.records.lists.columns import Column
from amity.records.lists.registry import list_of

Loaded = Mapping[str, Mapping[int, Any]]
Painted = Callable[[Any], str]
MOST_ON_CARD = 5


def rows_html(
    records: Sequence[Any], columns: Sequence[Column], loaded: Loaded, *, kind: RecordKind, home_currency: str
) -> SafeString:
    """The rows of a table. The first cell is the script's, for its box; the second names the record and links to it."""
    cells = [_cell(column.field, loaded, kind, home_currency) for column in columns]
    start = "<tr><td>"
    return mark_safe(  # noqa: S308 - painters escape
        "\n".join([start + "".join([cell(record) for cell in cells]) for record in records])
    )


def cards_html(
    records: Sequence[Any], columns: Sequence[Column], loaded: Loaded, *, kind: RecordKind, home_currency: str
) -> list[SafeString]:
    """Each record as a card: its name, then what the other columns show, without what is empty."""
    name = named(kind)
    facts = [
        (str(escape(column.field.label)), _reader(column.field, loaded), _painter(column.field, home_currency))
        for column in columns
        if column.field.shape != "name"
    ]
    made = []
    for record in records:
        lines = [
            f"<div><dt>{label}</dt><dd>{painted}</dd></div>"
            for label, read, paint in facts
            if (painted := paint(read(record)))
        ]
        made.append(mark_safe(f'{name(record)}<dl class="card__facts">{"".join(lines)}</dl>'))  # noqa: S308 - escaped
    return made


def board_cards_html(
    records: Sequence[Any], columns: Sequence[Column], loaded: Loaded, *, kind: RecordKind, home_currency: str
) -> list[SafeString]:
    """Each record as a small card: its name, and what the first other columns show, named for the pointer alone."""
    name = named(kind)
    facts = [
        (str(escape(column.field.label)), _reader(column.field, loaded), _painter(column.field, home_currency))
        for column in columns
        if column.field.shape != "name"
    ]
    made = []
    for record in records:
        lines = [
            f'<span title="{label}">{shown}</span>' for label, read, paint in facts if (shown := paint(read(record)))
        ]
        made.append(mark_safe(f"{name(record)}<p class=card__line>{''.join(lines[:MOST_ON_CARD])}</p>"))  # noqa: S308 - escaped
    return made


def named(kind: RecordKind) -> Painted:
    """record -> a link to it: the sign of its kind and its name."""
    face = list_of(kind.name).face
    path, title = kind.path, kind.title
    # A list repeats it fifty times: the style sheet knows an <i> with a tint by itself.
    style = " class=avatar--company" if face == "company" else ""

    def link(record: Any) -> str:
        return f"<a class=who href={path(record)}><bdi>{escape(title(record))}</bdi></a>"

    def with_face(record: Any) -> str:
        name = title(record)
        return (
            f"<a class=who href={path(record)}><i{style} data-tint={record.pk % TINTS + 1}"
            f' data-i="{escape(initials(name))}"></i><bdi>{escape(name)}</bdi></a>'
        )

    return with_face if face else link


def _cell(field: RecordField, loaded: Loaded, kind: RecordKind, home_currency: str) -> Painted:
    opening = _opening(field)
    if field.shape == "name":
        name = named(kind)
        return lambda record: f"{opening}{name(record)}"
    read, paint = _reader(field, loaded), _painter(field, home_currency)
    return lambda record: f"{opening}{paint(read(record))}"


def _opening(field: RecordField) -> str:
    classes = [f"c-{field.area}"] if field.area else []
    if field.is_figure and field.area != "value":
        classes.append("num")
    names = f'"{" ".join(classes)}"' if len(classes) > 1 else "".join(classes)
    return f"<td class={names}>" if classes else "<td>"


def _reader(field: RecordField, loaded: Loaded) -> Callable[[Any], Any]:
    if field.load:
        values = loaded[field.name]
        return lambda record: values.get(record.pk)
    return field.read


def _painter(field: RecordField, home_currency: str) -> Painted:
    if field.shape == "record":
        return _record
    if field.shape == "choice":
        badges: dict[Any, str] = {
            key: f"<span class=badge>{escape(label)}</span>" for key, label in field.choices if key
        }

        def badge(value: Any) -> str:
            return badges.get(value) or ""

        return badge
    if field.shape in ("email", "text"):
        return _plain
    if field.shape == "account":
        return _face
    return cell_painter(field, home_currency=home_currency)


def _plain(value: Any) -> str:
    """A cell is a paragraph of its own: what it holds needs no isolation from what stands beside it."""
    return str(escape(value)) if value else ""


def _face(value: Any) -> str:
    """A colleague: initials, and the name for the pointer and for screen readers."""
    if not value:
        return ""
    letters, name = escape(initials(value.name)), escape(value.name)
    return f'<i data-tint={tint(value.pk)} role=img title="{name}">{letters}</i>'


def _record(value: Any) -> str:
    """The name of a record without its link: fifty of them would be a tenth of the page."""
    return str(escape(kind_numbered(value.record_kind).title(value))) if value else ""
