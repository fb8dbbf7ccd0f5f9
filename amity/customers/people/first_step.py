"""The first person's place among the first steps."""

from django.utils.translation import gettext_lazy as _

from amity.customers.people.access import visible_to
from amity.kernel.ui.navigation import writers
from amity.workspace.checklist.items import Item, register_item


def contribute() -> None:
    """Register it."""
    register_item(
        Item(
            name="person",
            title=_("Add a person"),
            why=_("Somebody you deal with; a name is enough to begin."),
            url_name="people:new",
            action=_("Add a person"),
            order=30,
            is_done=lambda actor: visible_to(actor).exists(),
            shown_to=writers,
        )
    )
