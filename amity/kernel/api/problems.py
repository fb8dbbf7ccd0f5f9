"""Refusals as `application/problem+json` (RFC 9457): field, cause and fix."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import HttpError, ValidationError
from pydantic import BaseModel, Field

from amity.kernel.commands import Invalid, Missing, NotAllowed, Refused, Stale
from amity.kernel.filters import FilterErrors

MEDIA_TYPE = "application/problem+json"


class FieldProblem(BaseModel):
    """What is wrong with one field, and what to send instead."""

    field: str | None = Field(description="Where in the request, like `emails[0].address`; null for all of it.")
    code: str = Field(description="Stable and dotted, for programs.")
    message: str = Field(description="The cause, for people.")
    fix: str = Field(description="What to do about it.")


class Problem(BaseModel):
    """Why a request was refused. Nothing was written."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    field: str | None = None
    errors: list[FieldProblem]
    request_id: str | None = Field(description="The same as in the header X-Request-Id and in the log.")


class ApiRefusal(Exception):
    """A refusal with a status of its own, where no command has a word for it."""

    def __init__(
        self, status: int, code: str, message: str, *, field: str | None = None, fix: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(message)
        self.status, self.code, self.message, self.field, self.fix = status, code, message, field, fix
        self.headers = dict(headers or {})


def problem(
    request: HttpRequest,
    status: int,
    code: str,
    detail: str,
    *,
    field: str | None = None,
    fix: str = "",
    errors: Iterable[Mapping[str, Any]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The answer of a refusal; without `errors` the one that `field`, `detail` and `fix` say."""
    told = list(errors or ({"field": field, "code": code, "message": detail, "fix": fix or fix_in(detail, status)},))
    body = {
        "type": f"urn:amity:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "field": field if field or len(told) != 1 else told[0]["field"],
        "errors": told,
        "request_id": getattr(request, "request_id", None),
    }
    return HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE, headers=dict(headers or {})
    )


def problem_of(
    request: HttpRequest, exception: Exception, names: Mapping[str, str] | None = None
) -> HttpResponse | None:
    """What an exception becomes; None for one that is no refusal. `names` turns a command's fields into the API's."""
    if isinstance(exception, ApiRefusal):
        return problem(
            request, exception.status, exception.code, exception.message, field=exception.field, fix=exception.fix,
            headers=exception.headers,
        )  # fmt: skip
    if isinstance(exception, Missing):
        return problem(
            request, 404, "missing", _("There is nothing here that you may see."),
            fix=_("Look the id up again: it may be gone, in the trash, or not shared with you."),
        )  # fmt: skip
    if isinstance(exception, NotAllowed):
        return problem(request, 403, getattr(exception, "code", "not_allowed"), str(exception))
    if isinstance(exception, FilterErrors):
        return _of_filter(request, exception)
    if isinstance(exception, Refused):
        field = named(exception.field, names)
        return problem(request, status_of(exception), exception.code, exception.message, field=field)
    if isinstance(exception, ValidationError):
        return _of_validation(request, exception.errors)
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return problem(request, 413, "body.too_large", _("This is more than one call may carry. Send less at once."))
    if isinstance(exception, HttpError):
        return _of_http(request, exception)
    return None


def status_of(refusal: Refused) -> int:
    """422 for a wrong value, 412 for a stale one, 409 for a rule."""
    if isinstance(refusal, Invalid):
        return 422
    return 412 if isinstance(refusal, Stale) else 409


def named(field: str | None, names: Mapping[str, str] | None) -> str | None:
    """A command's field as the API calls it."""
    if field is None:
        return None
    return (names or {}).get(field) or field.removesuffix("_id")


def fix_in(message: str, status: int) -> str:
    """The last sentence of a refusal is its fix, where it has more than one; else what the status asks for."""
    _cause, stop, fix = message.rstrip(".").rpartition(". ")
    return f"{fix}." if stop else _general_fix(status)


def _general_fix(status: int) -> str:
    fixes = {
        400: _("Write the request as the documentation shows it."),
        403: _("Use a token or an account that may do this."),
        409: _("Read the record again and decide anew."),
        422: _("Send another value."),
    }
    return fixes.get(status) or _("See the documentation at /api/v1/docs.")


def _of_filter(request: HttpRequest, wrong: FilterErrors) -> HttpResponse:
    errors = [
        {
            "field": f"filter[{error.start}:{error.end}]" if error.end else "filter",
            "code": wrong.code,
            "message": error.message,
            "fix": _("Fits here: %(words)s.") % {"words": ", ".join(error.expected)}
            if error.expected
            else fix_in(error.message, 422),
        }
        for error in wrong.errors
    ]
    return problem(request, 422, wrong.code, wrong.message, field="filter", errors=errors)


def field_problems(found: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What pydantic found wrong with one row, without a request around it."""
    errors = [_field_problem({**error, "loc": ("row", *error["loc"])}) for error in found]
    for error in errors:
        del error["in"]
    return errors


def _of_validation(request: HttpRequest, found: Iterable[Mapping[str, Any]]) -> HttpResponse:
    errors = [_field_problem(error) for error in list(found)[:100]]
    status = 404 if errors and all(error.pop("in") == "path" for error in errors) else 422
    for error in errors:
        error.pop("in", None)
    first = errors[0]
    if status == 404:
        return problem(request, 404, "missing", _("There is nothing with this id."), errors=errors)
    detail = first["message"] if len(errors) == 1 else _("Several values are wrong; see `errors`.")
    return problem(request, 422, "request.invalid", detail, field=first["field"], errors=errors)


def _field_problem(error: Mapping[str, Any]) -> dict[str, Any]:
    where, *path = error["loc"]
    if where in ("body", "form", "file") and path:
        # Ninja puts the name of the function's argument first.
        path = path[1:] if where == "body" else path
    kind = str(error["type"])
    message, fix = _words_of(kind, error.get("ctx") or {}, str(error["msg"]))
    return {"in": where, "field": _written(path), "code": f"value.{kind}", "message": message, "fix": fix}


def _written(path: Iterable[Any]) -> str | None:
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text or None


def _words_of(kind: str, context: Mapping[str, Any], message: str) -> tuple[str, str]:
    match kind:
        case "missing":
            return _("This is missing."), _("Send it.")
        case "extra_forbidden":
            return _("There is no such field."), _("Leave it out, or look its name up at /api/v1/docs.")
        case "literal_error" | "enum":
            return _("This is none of the values."), _("Send %(values)s.") % {"values": context.get("expected", "")}
        case "uuid_parsing" | "uuid_type" | "uuid_version":
            return _("This is no id."), _("Send the `id` of a record, like 0197a5e2-7c1c-7d3e-a8f0-2f4b6c8d9e01.")
        case "string_pattern_mismatch":
            return _("This is not written as it should be."), _("Write it so that it matches %(pattern)s.") % {
                "pattern": context.get("pattern", "")
            }
    return f"{message}.", _("Send what the documentation asks for here.")


def _of_http(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == 401:
        code = getattr(error, "code", "")
        return problem(
            request, 401, code or "not_signed_in", error.message if code else _("Nobody is signed in here."),
            fix=_("Send the header “Authorization: Bearer …” with a token that is valid."),
            headers={"WWW-Authenticate": 'Bearer realm="Amity"'},
        )  # fmt: skip
    if error.status_code == 400:
        return problem(request, 400, "body.unreadable", _("The body is no JSON. Send JSON in UTF-8."))
    return problem(request, error.status_code, f"http.{error.status_code}", error.message)
