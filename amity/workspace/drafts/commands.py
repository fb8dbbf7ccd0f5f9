"""Keep and forget drafts."""

import re
from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Invalid, NotAllowed, command
from amity.workspace.drafts.models import Draft

MOST = 100
KEPT = timedelta(days=30)
# A note may have 20,000 characters; a form carries the values it was made with as well.
LONGEST = 200_000
_KEY = re.compile(r"[a-z0-9:_-]{1,200}")


@command("drafts.keep")
def keep_draft(key: str, fields: Mapping[str, str], *, by: Actor) -> None:
    """Keep what a form holds, in place of what was kept for it; the oldest beyond 100 of the account go."""
    if by.account_id is None:
        raise NotAllowed(_("Only somebody who is signed in has drafts."))
    if not _KEY.fullmatch(key):
        raise Invalid("drafts.no_such_form", _("This form keeps no drafts."), "key")
    kept = {str(name): str(value).replace("\0", "") for name, value in fields.items()}
    if sum(len(name) + len(value) for name, value in kept.items()) > LONGEST:
        raise Invalid("drafts.too_long", _("This is too long to be kept as a draft. Save it, or shorten it."), "fields")
    now = timezone.now()
    Draft.objects.update_or_create(account_id=by.account_id, key=key, defaults={"fields": kept, "updated_at": now})
    own = Draft.objects.filter(account_id=by.account_id).order_by("-updated_at", "-pk")
    if beyond := list(own.values_list("pk", flat=True)[MOST : MOST + 50]):
        Draft.objects.filter(pk__in=beyond).delete()


def discard_draft(key: str, *, by: Actor) -> None:
    """Forget what was kept for a form: it was saved, or given up."""
    # Most forms never had one: those need no transaction, for which everyone would wait on SQLite.
    if Draft.objects.filter(account_id=by.account_id or 0, key=key).exists():
        _discard(key, by=by)


@command("drafts.discard")
def _discard(key: str, *, by: Actor) -> None:
    Draft.objects.filter(account_id=by.account_id or 0, key=key).delete()


@command("drafts.tidy")
def forget_old_drafts() -> int:
    """Forget drafts nobody has touched for 30 days; return how many."""
    return Draft.objects.filter(updated_at__lt=timezone.now() - KEPT).delete()[0]
