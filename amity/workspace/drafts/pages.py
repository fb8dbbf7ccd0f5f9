"""Where the browser keeps what is typed."""

import json

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amity.kernel.commands import Invalid
from amity.workspace.accounts.requests import SignedIn
from amity.workspace.drafts.commands import discard_draft, keep_draft


@require_http_methods(["PUT", "DELETE"])
def draft(request: SignedIn, key: str) -> HttpResponse:
    """Keep the fields sent as JSON (PUT), or forget them (DELETE)."""
    if request.method == "DELETE":
        discard_draft(key, by=request.actor)
    else:
        keep_draft(key, _fields(request.body), by=request.actor)
    return HttpResponse(status=204)


def _fields(body: bytes) -> dict[str, str]:
    try:
        fields = json.loads(body)
    except ValueError:
        fields = None
    if not isinstance(fields, dict):
        raise Invalid("drafts.damaged", _("This draft was damaged on its way."), "fields")
    return fields
