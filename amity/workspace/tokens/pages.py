"""Pages of tokens: one's own, making one, revoking; everybody's for administrators."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from amity.kernel.ui.forms import refusals_shown_in
from amity.workspace.accounts.requests import SignedIn
from amity.workspace.tokens import commands, queries
from amity.workspace.tokens.forms import TokenForm


@require_safe
def tokens(request: SignedIn) -> HttpResponse:
    """One's own tokens."""
    context = {"tokens": queries.own_tokens(seen_by=request.actor), "is_everyones": False}
    return render(request, "workspace_tokens/tokens.html", context)


@require_safe
def everyones(request: SignedIn) -> HttpResponse:
    """All tokens, for administrators."""
    context = {"tokens": queries.all_tokens(seen_by=request.actor), "is_everyones": True}
    return render(request, "workspace_tokens/tokens.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    """The form of a new token; the answer to it is the only page that ever shows the secret."""
    roles = queries.roles_up_to(queries.own_role(seen_by=request.actor))
    form = TokenForm(request.POST or None, roles=roles)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = commands.make_token(**form.arguments(), by=request.actor)
            # Shown here and not after a redirect: on the way it would have to be kept somewhere.
            context = {"made": made, "site": settings.SITE_URL}
            return render(request, "workspace_tokens/made.html", context, status=201)
    return render(request, "workspace_tokens/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def token(request: SignedIn, uid: UUID) -> HttpResponse:
    """One token: what it may do, and when it was used."""
    return render(request, "workspace_tokens/token.html", {"token": queries.get_token(uid, seen_by=request.actor)})


@require_http_methods(["GET", "HEAD", "POST"])
def revocation(request: SignedIn, uid: UUID) -> HttpResponse:
    """Ask once more, then revoke."""
    shown = queries.get_token(uid, seen_by=request.actor)
    if request.method == "POST":
        commands.revoke_token(uid, by=request.actor)
        messages.success(request, _("“%(name)s” is revoked: it opens nothing any more.") % {"name": shown.name})
        return redirect("workspace_tokens:tokens" if shown.is_own else "workspace_tokens:everyones")
    template = "_revocation" if request.headers.get("HX-Target") == "dialog-body" else "revocation"
    return render(request, f"workspace_tokens/{template}.html", {"token": shown})
