"""What the fields of records are called in histories: what the kind says, else what the model calls them."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _

from amity.kernel.commands import Missing
from amity.kernel.facts.words import FieldWords, plain_value
from amity.records.kinds.registry import kind_numbered

_OURS = {
    "about": FieldWords(_("About")),
    "emails": FieldWords(_("E-mail")),
    "external_ids": FieldWords(_("External ids")),
    "minutes": FieldWords(_("Minutes")),
    "owner_id": FieldWords(_("Owner")),
    "team_id": FieldWords(_("Team")),
    "text": FieldWords(_("Text")),
}


@cache
def words_for(record_kind: int, field: str) -> FieldWords | None:
    """Words for a field of a kind; None where only its own name is known."""
    try:
        kind = kind_numbered(record_kind)
    except Missing:
        return _OURS.get(field)
    if field in kind.field_words:
        return kind.field_words[field]
    if field in _OURS:
        return _OURS[field]
    try:
        column = kind.model._meta.get_field(field.removesuffix("_id"))
    except FieldDoesNotExist:
        return None
    label = getattr(column, "verbose_name", None)
    return FieldWords(label, _shown_choice(dict(getattr(column, "flatchoices", None) or ()))) if label else None


def _shown_choice(labels: dict[Any, Any]) -> Callable[[Any], str] | None:
    return (lambda value: str(labels.get(value) or plain_value(value))) if labels else None
