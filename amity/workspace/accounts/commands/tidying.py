"""Forget what has expired."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from amity.workspace.accounts.models import CacheEntry, Invitation

# An expired invitation stays listed for a while, so that an administrator sees that it was never used.
LISTED_FOR = timedelta(days=30)


def forget_expired() -> None:
    """Delete expired sessions and counts of wrong passwords, and invitations that expired a month ago."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    CacheEntry.objects.filter(expires__lt=now).delete()
    Invitation.objects.filter(expires_at__lt=now - LISTED_FOR).delete()
