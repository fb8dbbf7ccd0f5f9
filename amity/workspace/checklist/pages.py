"""The page of first steps."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amity.workspace.accounts.requests import SignedIn
from amity.workspace.checklist import commands, queries


@require_safe
def checklist(request: SignedIn) -> HttpResponse:
    """One's own first steps."""
    found = queries.checklist(seen_by=request.actor)
    return render(request, "workspace_checklist/checklist.html", {"checklist": found})


@require_POST
def item(request: SignedIn, name: str) -> HttpResponse:
    """Mark one of them: done, skipped, open again."""
    commands.mark_item(name, request.POST.get("state", ""), by=request.actor)
    return redirect("workspace_checklist:checklist")


@require_POST
def visibility(request: SignedIn) -> HttpResponse:
    """Take the checklist out of the sidebar, or put it back."""
    is_shown = request.POST.get("shown") == "1"
    commands.show_checklist(is_shown, by=request.actor)
    if is_shown:
        return redirect("workspace_checklist:checklist")
    messages.info(request, _("It is out of the sidebar. The menu under your picture still leads to it."))
    return redirect("kernel_ui:start")
