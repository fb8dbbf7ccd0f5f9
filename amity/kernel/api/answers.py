"""Answers as JSON, with an ETag and 304 for what has not changed, and what If-Match asks."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from amity.kernel.api.problems import ApiRefusal

# A client may ask again with If-None-Match, but keeps nothing without asking.
CACHED = "private, no-cache"


def answer(
    request: HttpRequest, data: Any, *, status: int = 200, version: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    """`data` as JSON; `version` (of a record) becomes the first part of the ETag, which If-Match compares."""
    body = as_json(data)
    etag = _etag(body, version)
    if request.method in ("GET", "HEAD") and etag in request.headers.get("If-None-Match", ""):
        found = HttpResponse(status=304, headers=dict(headers or {}))
    else:
        found = HttpResponse(body, status=status, content_type="application/json", headers=dict(headers or {}))
    found["ETag"] = etag
    found["Cache-Control"] = CACHED
    return found


def nothing() -> HttpResponse:
    """204: done, and there is nothing to say."""
    empty = HttpResponse(status=204)
    del empty["Content-Type"]
    return empty


def as_json(data: Any) -> bytes:
    """JSON in UTF-8; moments in UTC as RFC 3339."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=plain).encode("utf-8", "replace")


def plain(value: Any) -> Any:
    """What JSON has no type for."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, UUID | date):
        return str(value)
    return str(value)


def moment(value: datetime | None) -> str | None:
    """RFC 3339 in UTC: `2026-11-22T19:34:29.120000Z`."""
    return None if value is None else f"{value.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"


def etag_of(data: Any) -> str:
    """The ETag `answer` gives to something without a version."""
    return _etag(as_json(data), None)


def version_wanted(request: HttpRequest) -> int:
    """The version in If-Match; refuses 428 without the header and 412 for what is no version of ours."""
    asked = _if_match(request)
    number = asked.partition(".")[0]
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise _stale()
    return int(number)


def require_match(request: HttpRequest, data: Any) -> None:
    """Refuse unless If-Match names the ETag of `data`, as it is now."""
    if f'"{_if_match(request)}"' != etag_of(data):
        raise _stale()


def refuse_stale(wanted: int, now: int) -> None:
    """Refuse when a record has moved on."""
    if wanted != now:
        raise _stale()


def _if_match(request: HttpRequest) -> str:
    asked = request.headers.get("If-Match", "").strip()
    if not asked:
        raise ApiRefusal(
            428, "if_match.missing", _("Say which version you mean to change."), field="If-Match",
            fix=_("Read the record and send its ETag in the header If-Match."),
        )  # fmt: skip
    return asked.removeprefix("W/").strip('"')


def _stale() -> ApiRefusal:
    return ApiRefusal(
        412, "record.stale", _("Somebody has changed this since you read it."), field="If-Match",
        fix=_("Read it again, look at what changed, and send its present ETag."),
    )  # fmt: skip


def _etag(body: bytes, version: int | None) -> str:
    digest = blake2b(body, digest_size=8).hexdigest()
    return f'"{digest}"' if version is None else f'"{version}.{digest}"'
