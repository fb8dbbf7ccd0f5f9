"""Cookies of the look: one way to name, write and read them. Over HTTPS their names begin with `__Host-`, so that no
other host, and no page that is not encrypted, can plant one."""

from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest, HttpResponse

YEAR = 365 * 86_400


def cookie_name(name: str) -> str:
    """What a cookie of ours is called in this installation."""
    return f"{settings.COOKIE_PREFIX}{name}"


def cookie_of(request: HttpRequest, name: str) -> str:
    """What the browser sent of it, "" when it has none."""
    return request.COOKIES.get(cookie_name(name), "")


def put_cookie(answer: HttpResponse, name: str, value: str, *, is_for_scripts: bool = False) -> None:
    """Keep a value in this browser for a year; scripts see it only where they write it too."""
    answer.set_cookie(
        cookie_name(name),
        value,
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=not is_for_scripts,
        samesite="Lax",
    )


def drop_cookie(answer: HttpResponse, name: str) -> None:
    answer.delete_cookie(cookie_name(name), samesite="Lax")


class _MessageCookie(CookieStorage):
    @property
    def cookie_name(self) -> str:  # type: ignore[override]
        return cookie_name("amity-messages")


class MessageStorage(FallbackStorage):
    """Django's storage of messages, under a name of ours."""

    storage_classes: Any = (_MessageCookie, SessionStorage)
