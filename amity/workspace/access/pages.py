"""Who sees what, for administrators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amity.kernel.commands import unit_of_work
from amity.workspace.access import commands, queries
from amity.workspace.access.forms import VisibilityForm
from amity.workspace.accounts.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def visibility(request: SignedIn) -> HttpResponse:
    """Own, team or everyone, for each kind of record."""
    kinds = [(kind.number, kind.label, reach) for kind, reach in queries.reaches(seen_by=request.actor)]
    form = VisibilityForm(request.POST or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        with unit_of_work():
            for number, _label, _reach in kinds:
                commands.set_reach(number, reach=form.cleaned_data[f"kind_{number}"], by=request.actor)
        messages.success(request, _("Saved. It holds from the next page on."))
        return redirect("workspace_access:visibility")
    return render(request, "workspace_access/visibility.html", {"form": form}, status=422 if form.errors else 200)
