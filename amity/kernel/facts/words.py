"""How changed fields are called and shown. The kernel knows no kind of record: a higher floor supplies the words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

LONGEST_VALUE = 60


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What a field is called, and how one of its values reads (default: as text)."""

    label: str | Promise
    show: Callable[[Any], str] | None = None


Lookup = Callable[[int, str], FieldWords | None]
_lookups: list[Lookup] = []


def register_field_words(lookup: Lookup) -> None:
    """Ask `lookup(record_kind, field)` for words, the last registered first; called from an app's ready()."""
    _lookups.insert(0, lookup)


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field of a change, ready to be read; '' is empty."""

    field: str
    label: str
    before: str
    after: str


def changed_fields(record_kind: int, changes: dict[str, Any]) -> list[ChangedField]:
    """The fields of a stored change in the words of the active language."""
    return [_changed(record_kind, field, pair) for field, pair in changes.items()]


def _changed(record_kind: int, field: str, pair: Any) -> ChangedField:
    words = next((found for lookup in _lookups if (found := lookup(record_kind, field))), None)
    label = str(words.label) if words else field.removesuffix("_id").replace("_", " ")
    show = (words.show if words else None) or plain_value
    # Anything but a pair has been blanked by an erasure.
    before, after = pair if isinstance(pair, list) and len(pair) == 2 else ("…", "…")
    return ChangedField(field, label[:1].upper() + label[1:], _shown(show, before), _shown(show, after))


def plain_value(value: Any) -> str:
    """A JSON value as people read it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(part for part in map(plain_value, value) if part)
    if isinstance(value, dict):
        # Keys of other records say nothing to people, and might say too much.
        parts = [plain_value(inner) for key, inner in value.items() if not key.endswith("_id")]
        return ", ".join(part for part in parts if part)
    return "" if value is None else str(value)


def _shown(show: Callable[[Any], str], value: Any) -> str:
    return "" if value is None or value == "" else show(value)


def cut(text: str) -> str:
    """`text` short enough for a sentence, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_VALUE else flat[: LONGEST_VALUE - 1].rstrip() + "…"
