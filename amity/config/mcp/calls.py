"""Calls of the API from inside this process: the same routes, rights, limits and refusals as over HTTP."""

import contextlib
import io
import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote, unquote_to_bytes, urlencode, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse

from amity.kernel.commands import run_in_unit

R = TypeVar("R")
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Called:
    """What a route answered: `data` is its JSON, None where there is none; `etag` is what If-Match wants."""

    status: int
    data: Any
    etag: str

    @property
    def is_refused(self) -> bool:
        return self.status >= 400


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to be sent with some fields."""

    name: str
    content: bytes
    fields: Mapping[str, str]


class _Rehearsed(Exception):
    """Ends a rehearsal, so that its transaction is rolled back."""


def rehearsed(work: Callable[[], R]) -> R:
    """Do the work and take all of it back: rows, jobs and queued effects; facts are gathered, not written.

    Returns what it returned.
    """
    told: list[R] = []

    def rehearse() -> None:
        told.append(work())
        raise _Rehearsed

    with contextlib.suppress(_Rehearsed):
        run_in_unit(rehearse)
    return told[-1]


class Caller:
    """Calls routes with somebody's token."""

    def __init__(self) -> None:
        self._handler = BaseHandler()
        self._handler.load_middleware()

    def call(
        self,
        method: str,
        path: str,
        *,
        token: str,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        upload: Upload | None = None,
        etag: str = "",
    ) -> Called:
        """Ask one route, its `path` quoted; nothing is raised for what the API refuses."""
        content, content_type = b"", ""
        if upload is not None:
            content, content_type = _multipart(upload)
        elif body is not None:
            content, content_type = json.dumps(body, ensure_ascii=False).encode(), JSON
        environ = _environ(method, path, query or {}, content, content_type)
        environ["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        if etag:
            environ["HTTP_IF_MATCH"] = etag
        response = self._handler.get_response(WSGIRequest(environ))
        text = response.content if isinstance(response, HttpResponse) else b""
        is_json = "json" in response.get("Content-Type", "")
        return Called(response.status_code, json.loads(text) if text and is_json else None, response.get("ETag", ""))


def _environ(method: str, path: str, query: Mapping[str, Any], content: bytes, content_type: str) -> dict[str, Any]:
    site = urlsplit(settings.SITE_URL)
    asked = {name: value for name, value in query.items() if value is not None}
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        # WSGI carries the bytes of an address, no longer quoted, as Latin-1.
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": urlencode(asked, quote_via=quote),
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(content)),
        "SERVER_NAME": site.hostname or "localhost",
        "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
        "HTTP_HOST": site.netloc,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": io.BytesIO(content),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def _multipart(upload: Upload) -> tuple[bytes, str]:
    boundary = secrets.token_hex(16)
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in upload.fields.items()
    ]
    # A name ends at a quote and a line at its break: neither belongs into the name of a file.
    file_name = re.sub(r'[\x00-\x1f"\\\\]', "_", upload.name)
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{file_name}"\r\n'
    parts.append(f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + upload.content)
    return b"".join(parts) + f"\r\n--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"
