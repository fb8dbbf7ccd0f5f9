"""Offer the way back after a save, in the message that tells of it."""

from typing import Any

from django.urls import reverse

from amity.kernel.ui import toasts
from amity.records.undo.queries import has_undoable_changes


def offer(request: Any, words: str) -> None:
    """Tell `words` and offer to undo what this request changed; without the offer where it changed nothing."""
    request_id = request.request_id
    toasts.say(request, words, undo_href=undo_address(request_id) if has_undoable_changes(request_id) else "")


def undo_address(request_id: str) -> str:
    """Where a POST undoes a request."""
    return reverse("records_undo:undo", args=[request_id])
