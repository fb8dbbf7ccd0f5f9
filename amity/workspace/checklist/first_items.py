"""The first steps that the workspace itself knows."""

from django.utils.translation import gettext_lazy as _

from amity.kernel.ui.navigation import administrators
from amity.workspace.accounts.queries import has_chosen_preferences, has_colleagues
from amity.workspace.checklist.items import Item, register_item
from amity.workspace.settings.queries import is_organisation_set


def contribute() -> None:
    """Register them."""
    register_item(
        Item(
            name="organisation",
            title=_("Name the organisation and its currency"),
            why=_("Amounts in other currencies are added up in this one."),
            url_name="workspace_settings:organisation",
            action=_("Open the settings"),
            order=10,
            is_done=lambda _actor: is_organisation_set(),
            shown_to=administrators,
        )
    )
    register_item(
        Item(
            name="colleague",
            title=_("Invite a colleague"),
            why=_("One history per customer is worth most when everyone writes into it."),
            url_name="workspace_accounts:accounts",
            action=_("Invite somebody"),
            order=40,
            is_done=lambda _actor: has_colleagues(),
            shown_to=administrators,
        )
    )
    register_item(
        Item(
            name="preferences",
            title=_("Choose your preferences"),
            why=_("Time zone, dates and numbers as you write them, light or dark."),
            url_name="workspace_accounts:preferences",
            action=_("Open your preferences"),
            order=50,
            is_done=lambda actor: has_chosen_preferences(seen_by=actor),
        )
    )
    register_item(
        Item(
            name="shortcuts",
            title=_("Learn three shortcuts"),
            why=_("/ searches, c adds, and g with a letter goes to a place. ? shows the rest."),
            url_name="kernel_ui:shortcuts",
            action=_("See them all"),
            order=60,
        )
    )
