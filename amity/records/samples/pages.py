"""The page of the sample data: what goes, what stays, and the one click."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from amity.records.samples import queries
from amity.records.samples.jobs import begin_removal
from amity.workspace.accounts.requests import SignedIn


@require_safe
def samples(request: SignedIn) -> HttpResponse:
    """What is there of the demo company, kind by kind."""
    return render(request, "records_samples/samples.html", {"samples": queries.samples(seen_by=request.actor)})


@require_POST
def removal(request: SignedIn) -> HttpResponse:
    """Begin to remove what nobody worked on."""
    return redirect("kernel_jobs:job", uid=begin_removal(by=request.actor).uid)
