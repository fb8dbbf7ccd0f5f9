"""An event draft, checked; pure."""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amity.customers.tracking.drafts import EventDraft
from amity.kernel.bulk.columns import json_text
from amity.kernel.commands import Invalid

LONGEST_PROPERTIES = 8_192
DEEPEST = 5
LONGEST_ID = 200
# Clocks of other machines are not ours.
AHEAD = timedelta(minutes=10)
OLDEST = datetime(1970, 1, 1, tzinfo=UTC)
_NAME = re.compile(r"[a-z0-9_.]{1,60}")


def checked(draft: EventDraft, now: datetime) -> tuple[datetime, dict[str, Any]]:
    """When it happened, and its properties. Raises Invalid."""
    if not _NAME.fullmatch(draft.name):
        told = _("A name has 1 to 60 of a-z, 0-9, “_” and “.”, like signed_up.")
        raise Invalid("tracking.name", told, "name")
    if len(draft.id) > LONGEST_ID:
        raise Invalid("tracking.id", _("An id has at most %(most)d letters.") % {"most": LONGEST_ID}, "id")
    return _moment(draft.occurred_at, now), _properties(draft.properties)


def _moment(given: datetime | None, now: datetime) -> datetime:
    if given is None:
        return now
    if timezone.is_naive(given):
        raise Invalid("tracking.no_zone", _("The time needs a zone, like 2026-11-22T19:34:29Z."), "occurred_at")
    if given > now + AHEAD:
        raise Invalid("tracking.future", _("It has not happened yet. Look at the clock of the sender."), "occurred_at")
    if given < OLDEST:
        raise Invalid("tracking.too_old", _("Events are told from 1970 on."), "occurred_at")
    return given.astimezone(UTC)


def _properties(given: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise Invalid("tracking.properties", _("Properties are a JSON object."), "properties")
    if not given:
        return {}
    _look_through(given, 1)
    if len(json_text(given).encode()) > LONGEST_PROPERTIES:
        told = _("All properties together have at most %(most)d bytes.") % {"most": LONGEST_PROPERTIES}
        raise Invalid("tracking.too_large", told, "properties")
    return given


def _look_through(value: Any, depth: int) -> None:
    """Refuse what a database cannot keep as JSON, and what is too deep to be read."""
    if isinstance(value, str):
        if "\0" in value or (not value.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in value)):
            raise Invalid("tracking.letters", _("A text holds a letter that cannot be kept."), "properties")
    elif isinstance(value, dict):
        _go_deeper(depth)
        for name, inner in value.items():
            if not isinstance(name, str):
                raise Invalid("tracking.properties", _("Properties are a JSON object."), "properties")
            _look_through(name, depth)
            _look_through(inner, depth + 1)
    elif isinstance(value, list):
        _go_deeper(depth)
        for inner in value:
            _look_through(inner, depth + 1)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise Invalid("tracking.figure", _("A figure is none that JSON knows."), "properties")
    elif value is not None and not isinstance(value, int):
        raise Invalid("tracking.properties", _("Properties are a JSON object."), "properties")


def _go_deeper(depth: int) -> None:
    if depth > DEEPEST:
        told = _("Properties stand at most %(most)d deep.") % {"most": DEEPEST}
        raise Invalid("tracking.too_deep", told, "properties")
