"""Read one's own drafts; nobody reads another's."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from amity.kernel.commands import Actor
from amity.workspace.drafts.commands import KEPT
from amity.workspace.drafts.models import Draft


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """What a form held when it was typed into last."""

    fields: dict[str, str]
    at: datetime


def draft(key: str, *, seen_by: Actor) -> KeptDraft | None:
    """What is kept for a form, None for nothing (one query)."""
    since = timezone.now() - KEPT
    rows = Draft.objects.filter(account_id=seen_by.account_id or 0, key=key, updated_at__gte=since)
    found = rows.values_list("fields", "updated_at").first()
    return KeptDraft(*found) if found else None
