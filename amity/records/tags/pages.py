"""Suggestions of tags for those who type them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amity.records.tags.queries import tags_like
from amity.workspace.accounts.requests import SignedIn


@require_safe
def tags(request: SignedIn) -> HttpResponse:
    """Up to ten tags whose name begins with what was typed, as options."""
    return render(request, "records_tags/_choices.html", {"names": tags_like(request.GET.get("q", ""))})
