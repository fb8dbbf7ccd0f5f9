"""The fields of a record as its page shows them: under headings, each a way to change it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor
from amity.records.editing.shown import render_field
from amity.records.kinds.shapes import is_empty
from amity.records.record_pages.queries import ReadRecord

Words = str | Promise


@dataclass(frozen=True, slots=True)
class ShownField:
    """One field. `why_fixed` says why nobody changes it here, "" where somebody may."""

    label: Words
    html: SafeString
    is_empty: bool
    is_long: bool
    why_fixed: Words


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading; `key` is what a browser remembers it by."""

    key: str
    label: Words
    fields: list[ShownField]
    is_open: bool

    @property
    def is_empty(self) -> bool:
        return all(field.is_empty for field in self.fields)


def sections_of(
    read: ReadRecord,
    *,
    seen_by: Actor,
    home_currency: str,
    closed: frozenset[str] = frozenset(),
    is_fixed: bool = False,
) -> list[Section]:
    """All sections of a record's page, in the order of their first fields; those whose key is `closed` stand shut.

    `is_fixed` shows them without ways to change them.
    """
    grouped: dict[str, list[ShownField]] = {}
    for field in read.kind.fields:
        if not field.section:
            continue
        value = read.labelled.get(field.name, read.values[field.name])
        html = render_field(
            read.record, field, seen_by=seen_by, loaded=value, home_currency=home_currency, is_fixed=is_fixed
        )
        nothing = is_empty(value)
        grouped.setdefault(str(field.section), []).append(
            ShownField(
                label=field.label,
                html=html,
                is_empty=nothing,
                is_long=field.shape == "long_text" and not nothing,
                why_fixed="" if field.editor else field.why_fixed or _("Amity keeps this itself."),
            )
        )
    keys = [f"{read.kind.name}-{number}" for number in range(len(grouped))]
    return [
        Section(key, label, fields, key not in closed)
        for key, (label, fields) in zip(keys, grouped.items(), strict=True)
    ]


def fixed_fields(sections: list[Section]) -> list[tuple[Words, Words]]:
    """Fields that are shown and cannot be changed here, each with the reason."""
    return [
        (field.label, field.why_fixed)
        for section in sections
        for field in section.fields
        if field.why_fixed and not field.is_empty
    ]


def ways_to_reach(read: ReadRecord) -> dict[str, str]:
    """`mail_href` and `call_href`: the first address of each sort, "" where there is none."""
    found = {
        shape: next(
            (read.values[field.name] for field in read.kind.fields if _holds(read, field.name, field.shape, shape)), ""
        )
        for shape in ("email", "phone")
    }
    return {
        "mail_href": f"mailto:{found['email']}" if found["email"] else "",
        "call_href": f"tel:{found['phone']}" if found["phone"] else "",
    }


def _holds(read: ReadRecord, name: str, shape: str, wanted: str) -> bool:
    return shape == wanted and not is_empty(read.values.get(name))
