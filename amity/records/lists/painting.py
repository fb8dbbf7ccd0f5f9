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
MOST_ON_CARD = 4


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
        (str(escape(column.field.label)), _reader(column.field, loaded), painter(column.field, home_currency))
        for column in columns
        if column.field.shape != "name"
    ]
    made = []
    for record in records:
        lines = [f"<dt>{label}<dd>{painted}" for label, read, paint in facts if (painted := paint(read(record)))]
        made.append(mark_safe(f"{name(record)}<dl>{''.join(lines)}</dl>"))  # noqa: S308 - escaped
    return made


def board_cards_html(
    records: Sequence[Any], columns: Sequence[Column], loaded: Loaded, *, kind: RecordKind, home_currency: str
) -> list[SafeString]:
    """Each record as a small card: its name, and what the first other columns show. Figures and days say what they are
    of; addresses to write to have no place on a board."""
    name = named(kind)
    facts = [
        (_card_label(column.field), _reader(column.field, loaded), painter(column.field, home_currency))
        for column in columns
        if column.field.shape not in ("name", "email", "phone")
    ]
    made = []
    for record in records:
        lines = [
            # What is an element of its own needs none around it.
            shown if shown[0] == "<" else f"<span>{label}{shown}</span>"
            for label, read, paint in facts
            if (shown := paint(read(record)))
        ]
        made.append(mark_safe(f"{name(record)}<p>{''.join(lines[:MOST_ON_CARD])}</p>"))  # noqa: S308 - escaped
    return made


def _card_label(field: RecordField) -> str:
    return f"<small>{escape(field.label)}</small> " if field.is_figure or field.shape in ("day", "moment") else ""


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
            f" data-i={_bare(initials(name))}></i><bdi>{escape(name)}</bdi></a>"
        )

    return with_face if face else link


def _bare(text: str) -> str:
    """The value of an attribute, in quotes only where HTML asks for them."""
    return str(escape(text)) if text.isalnum() else f'"{escape(text)}"'


def _cell(field: RecordField, loaded: Loaded, kind: RecordKind, home_currency: str) -> Painted:
    if field.shape == "name":
        name = named(kind)
        return lambda record: f"<td>{name(record)}"
    opening = _opening(field)
    read, paint = _reader(field, loaded), painter(field, home_currency)
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


def painter(field: RecordField, home_currency: str) -> Painted:
    """value -> what stands in a cell of this field; the name of the record itself is painted by `named`."""
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
