"""What has just been done, said where the eye is, for at least ten seconds, with a way back where there is one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django_htmx.http import trigger_client_event

# A message carries its way back in its tags, so it goes through Django's own storage to whichever page comes next.
_UNDO = "undo:"


def say(request: HttpRequest, words: str, undo_href: str = "", *, level: int = messages.SUCCESS) -> None:
    """Tell `words` on the next page, or at once when an htmx request is answered; `undo_href` takes a POST."""
    if any(character.isspace() for character in undo_href):
        raise ValueError("An address has no spaces.")
    messages.add_message(request, level, words, extra_tags=f"{_UNDO}{undo_href}" if undo_href else "")


def undo_href_of(message: Message) -> str:
    """Where a message's Undo button goes, "" when there is none."""
    tags = str(message.extra_tags or "").split()
    return next((tag.removeprefix(_UNDO) for tag in tags if tag.startswith(_UNDO)), "")


class ToastMiddleware:
    """Hands messages to an htmx answer that shows none itself, in `HX-Trigger: {"toast": {"messages": […]}}`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        answer = self.get_response(request)
        if request.htmx and not _shows_a_page(request, answer):
            storage = get_messages(request)
            told = [] if getattr(storage, "used", False) else [_as_data(message) for message in storage]
            if told:
                trigger_client_event(answer, "toast", {"messages": told})
        return answer


def _shows_a_page(request: Any, answer: HttpResponse) -> bool:
    """Whether a whole page follows: it shows the messages."""
    leads = {"HX-Redirect", "HX-Refresh", "HX-Location"} & set(answer.headers)
    return bool(leads) or 300 <= answer.status_code < 400 or request.htmx.boosted


def _as_data(message: Message) -> dict[str, str]:
    return {"words": str(message), "level": message.level_tag, "undo": undo_href_of(message)}
