"""Facts of a record as its page shows them: text that is a way to change it."""

from collections.abc import Callable
from typing import Any

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from amity.kernel.commands import Actor, Missing
from amity.kernel.ui.templatetags.ui import icon_html, reading
from amity.records.kinds.fields import RecordField
from amity.records.kinds.registry import RecordKind, kind_numbered
from amity.records.kinds.shapes import cell_painter, fact_painter, is_empty, words_of
from amity.workspace.settings.queries import organisation

_NOT_LOADED = object()
_cells: list[Callable[[RecordKind, Any, RecordField, Any], SafeString]] = []
# What stands beside the fact because the fact itself opens the form: scheme, icon, what it does.
_GOES = {
    "email": ("mailto:", "mail", gettext_lazy("Write to %(value)s")),
    "phone": ("tel:", "call", gettext_lazy("Call %(value)s")),
}
# What is copied at a press: addresses of every sort.
_COPIED = {"email", "phone", "place"}
# Of many values the first stand open, the rest behind "Show more".
_OPEN = 5


def editable_field(kind: RecordKind, name: str) -> RecordField:
    """The field of this name; Missing where there is none or it is not changed by hand."""
    for field in kind.fields:
        if field.name == name and field.editor:
            return field
    raise Missing(f"no such field of {kind.plural}")


def read_anew(kind: RecordKind, record_id: int, field: RecordField, *, seen_by: Actor) -> tuple[Any, Any]:
    """A record as it is stored now, and its value of this field; Missing when the viewer may not see it any more."""
    rows = kind.visible_to(seen_by).filter(pk=record_id)
    record = (field.fetch(rows, seen_by) if field.fetch else rows).first()
    if record is None:
        raise Missing(f"no such {kind.name}")
    return record, field.load([record_id], seen_by).get(record_id) if field.load else field.read(record)


def every_value(field: RecordField, record_id: int, value: Any, *, seen_by: Actor) -> Any:
    """For a field of which a record may hold several: all of them with their labels; for others `value` itself."""
    return field.every([record_id], seen_by).get(record_id, []) if field.every else value


def field_address(kind: RecordKind, record: Any, field: RecordField) -> str:
    """Where a field of a record is changed."""
    return f"/{kind.plural}/{record.uid}/fields/{field.name}"


def render_field(
    record: Any,
    field: RecordField,
    *,
    seen_by: Actor,
    loaded: Any = _NOT_LOADED,
    home_currency: str = "",
    is_fixed: bool = False,
) -> SafeString:
    """A field of a record fetched with `field.fetch`, shown by its shape; for those who may change it, a way to.

    `loaded` is the value of a field with `load`, or all values of one with `every`, read for the page at once; it is
    read here when it is not given. So is the home currency. `is_fixed` shows it without a way to change it.
    """
    if (field.load or field.every) and loaded is _NOT_LOADED:
        loaded = field.load([record.pk], seen_by).get(record.pk) if field.load else None
        loaded = every_value(field, record.pk, loaded, seen_by=seen_by)
    value = loaded if field.load or field.every else field.read(record)
    if is_fixed or not (field.editor and seen_by.may_write):
        return format_html('<div class="fact">{}</div>', _plain(field, value, home_currency))
    kind = kind_numbered(record.record_kind)
    return format_html(
        '<div class="fact" id="fact-{0}" data-controller="inplace" data-inplace-name-value="{0}" '
        'data-inplace-address-value="{1}" '
        'data-action="htmx:afterSwap->inplace#swapped fieldform:given-up->inplace#giveUp">{2}</div>',
        field.name,
        field_address(kind, record, field),
        fact_html(kind, record, field, value, home_currency),
    )


def fact_html(kind: RecordKind, record: Any, field: RecordField, value: Any, home_currency: str = "") -> SafeString:
    """What stands inside the fact of someone who may change it: the value opens the form.

    `value` is, for a field with `every`, all its values with their labels.
    """
    address = field_address(kind, record, field)
    if is_empty(value):
        words = format_html('<span class="facts__none">{}</span>', _("Add"))
        return _opener(address, words, _("Add: %(field)s") % {"field": field.label})

    def line(inner: SafeString, more: SafeString, text: str) -> SafeString:
        if field.shape in ("record", "long_text"):
            # What can be pressed itself, so what opens the form stands beside it.
            pencil = _opener(
                address, icon_html("edit", "s"), _("Change: %(field)s") % {"field": field.label}, "fact__go"
            )
            return format_html("{}{}{}", inner, more, pencil)
        hint = format_html('<span class="visually-hidden">, {}</span>', _("change: %(field)s") % {"field": field.label})
        return format_html("{}{}", _opener(address, format_html("{}{}{}", inner, more, hint)), _goes(field, text))

    return _lines(field, value, home_currency, line)


def cell_html(kind: RecordKind, record: Any, field: RecordField, value: Any) -> SafeString:
    """What stands in the cell of a list."""
    if _cells:
        return _cells[0](kind, record, field, value)
    return format_html("{}", cell_painter(field, home_currency=organisation().home_currency)(value))


def register_cell(paint: Callable[[RecordKind, Any, RecordField, Any], SafeString]) -> None:
    """Let the room of lists say how its cells show a value: `paint(kind, record, field, value)`."""
    _cells[:] = [paint]


def _lines(
    field: RecordField, value: Any, home_currency: str, line: Callable[[SafeString, SafeString, str], SafeString]
) -> SafeString:
    """Every value on a line of its own, as `line` (its HTML, its label, its plain text) puts it."""
    home = home_currency or organisation().home_currency
    paint = (lambda text: reading(text)) if field.shape == "long_text" else fact_painter(field, home_currency=home)
    values = value if field.every else [(value, "")]
    lines = []
    for place, (item, label) in enumerate(values):
        inner = SafeString(conditional_escape(paint(item)))
        more = format_html(' <small class="muted">{}</small>', label) if label else SafeString("")
        if len(values) > 1 and not place:
            more = format_html('{} <span class="badge">{}</span>', more, _("main"))
        text = words_of(field, item, home_currency=home)
        lines.append(format_html("{}{}", line(inner, more, text), _copier(field, text)))
    if len(lines) == 1:
        return lines[0]
    first, rest = _items(lines[:_OPEN]), lines[_OPEN:]
    if not rest:
        return first
    words = ngettext("Show %(count)s more", "Show %(count)s more", len(rest)) % {"count": len(rest)}
    more = format_html('<details><summary class="link">{}</summary>{}</details>', words, _items(rest))
    return format_html('<div class="fact__all">{}{}</div>', first, more)


def _items(lines: list[SafeString]) -> SafeString:
    return format_html(
        '<ul class="fact__all">{}</ul>', format_html_join("", '<li class="fact">{}</li>', ((one,) for one in lines))
    )


def _opener(address: str, inner: SafeString, label: str = "", style: str = "facts__value") -> SafeString:
    named = format_html(' aria-label="{}"', label) if label else ""
    return format_html(
        '<a class="{}" href="{}" role="button" data-action="inplace#open keydown.space->inplace#open" '
        'data-inplace-target="opener"{}>{}</a>',
        style,
        address,
        named,
        inner,
    )


def _plain(field: RecordField, value: Any, home_currency: str) -> SafeString:
    if is_empty(value):
        return format_html('<span class="facts__none">{}</span>', "–")

    def line(inner: SafeString, more: SafeString, text: str) -> SafeString:
        if field.shape not in _GOES:
            return format_html("{}{}", inner, more)
        scheme, _icon, _words = _GOES[field.shape]
        return format_html('<a class="link" href="{}{}">{}</a>{}', scheme, text, inner, more)

    return _lines(field, value, home_currency, line)


def _goes(field: RecordField, text: str) -> SafeString:
    if field.shape not in _GOES:
        return SafeString("")
    scheme, icon, words = _GOES[field.shape]
    return format_html(
        '<a class="fact__go" href="{}{}" aria-label="{}">{}</a>',
        scheme,
        text,
        words % {"value": text},
        icon_html(icon, "s"),
    )


def _copier(field: RecordField, text: str) -> SafeString:
    if field.shape not in _COPIED:
        return SafeString("")
    return format_html(
        '<button class="fact__go needs-script" type="button" data-controller="copy" data-action="copy#copy" '
        'data-copy-text-value="{}" data-copy-said-value="{}" aria-label="{}">{}</button>',
        text,
        _("Copied."),
        _("Copy %(value)s") % {"value": text},
        icon_html("copy", "s"),
    )
