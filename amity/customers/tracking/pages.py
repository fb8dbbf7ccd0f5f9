"""Names of events, and how programs tell them, for administrators."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amity.customers.tracking import queries
from amity.workspace.accounts.requests import SignedIn


@require_safe
def names(request: SignedIn) -> HttpResponse:
    """Which events were told, how often, and a call to copy."""
    rows, further = queries.tracked_names(seen_by=request.actor, after=request.GET.get("after", "")[:60])
    context = {"rows": rows, "further": further, "site": settings.SITE_URL}
    return render(request, "customers_tracking/names.html", context)
