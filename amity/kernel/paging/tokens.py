"""Page tokens: the sort values of a page's edge, opaque to whoever carries them."""

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, Field
from django.utils.timezone import is_naive

from amity.kernel.commands import Invalid

LONGEST = 4_000
_BIGGEST = 2**63


def encode_token(values: Sequence[Any]) -> str:
    """The token of an edge with these sort values."""
    raw = json.dumps([_plain(value) for value in values], ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decode_token(token: str, fields: Sequence["Field[Any, Any]"]) -> list[Any]:
    """The sort values in `token`, as `fields` have them; Invalid when they cannot be, whoever made them up."""
    try:
        if len(token) > LONGEST:
            raise ValueError("too long")
        values = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        if not isinstance(values, list) or len(values) != len(fields):
            raise ValueError("another order's token")
        return [_value(value, field) for value, field in zip(values, fields, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError, ValidationError, binascii.Error):
        raise Invalid("paging.bad_token", "This page link is damaged. Start again from the first page.") from None


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _value(value: Any, field: "Field[Any, Any]") -> Any:
    if value is None or isinstance(value, dict | list):
        raise ValueError("no sort value")
    if isinstance(value, str):
        value.encode()  # refuses half surrogate pairs
        if "\0" in value:
            raise ValueError("no database takes NUL")
    python = field.to_python(value)
    if python is None or (isinstance(python, int) and not -_BIGGEST <= python < _BIGGEST):
        raise ValueError("out of range")
    if isinstance(field, DateTimeField) and is_naive(python):
        raise ValueError("a time without zone")
    return python
