"""What could not go out, or may have: the administrator decides."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amity.kernel.outbox import troubles
from amity.workspace.accounts.requests import SignedIn


@require_safe
def outgoing(request: SignedIn) -> HttpResponse:
    """Effects that failed or are in doubt."""
    context = {"effects": troubles.troubled_effects(seen_by=request.actor)}
    return render(request, "workspace_settings/outgoing.html", context)


@require_POST
def another_try(request: SignedIn, uid: UUID) -> HttpResponse:
    """Let one wait for delivery again."""
    troubles.carry_again(uid, by=request.actor)
    messages.success(request, _("It goes out again within seconds."))
    return redirect("workspace_settings:outgoing")


@require_POST
def removal(request: SignedIn, uid: UUID) -> HttpResponse:
    """Give one up."""
    troubles.drop_effect(uid, by=request.actor)
    messages.success(request, _("It is forgotten."))
    return redirect("workspace_settings:outgoing")
