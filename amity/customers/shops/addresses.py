"""Where a shop delivers to, as people paste it."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse


def address_of(uid: UUID) -> str:
    """The whole address; it carries the organisation's own, never the Host of a request."""
    return f"{settings.SITE_URL}{reverse('shops:arrival', args=[uid])}"
