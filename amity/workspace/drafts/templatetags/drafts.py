"""`{% draft "new:person" %}` inside a form: what is typed there is kept, and offered again."""

import json
from typing import Any

from django import template
from django.urls import reverse

from amity.kernel.ui import formats
from amity.workspace.drafts.queries import draft as kept_draft

register = template.Library()


@register.inclusion_tag("workspace_drafts/_draft.html", takes_context=True)
def draft(context: dict[str, Any], key: str, is_bound: bool = False) -> dict[str, Any]:
    """The place of a form that keeps a draft under `key`; what was sent (`is_bound`) is newer than what is kept."""
    actor = context["request"].actor
    found = None if is_bound else kept_draft(key, seen_by=actor)
    return {
        "address": reverse("workspace_drafts:draft", args=[key]),
        "owner": actor.account_id,
        "found": json.dumps(found.fields) if found else "",
        "at": formats.clock(found.at) if found else "",
        "at_full": formats.in_full(found.at) if found else "",
        "is_bound": is_bound,
    }
