"""Read the organisation's settings."""

from amity.workspace.settings.models import Organisation


def organisation() -> Organisation:
    """The one row of settings; its defaults before anyone set them."""
    return Organisation.objects.order_by("pk").first() or Organisation()
