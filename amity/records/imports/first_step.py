"""The import's place among a person's first steps."""

from django.utils.translation import gettext_lazy as _

from amity.kernel.ui.navigation import writers
from amity.records.imports.queries import has_imported
from amity.workspace.checklist.items import Item, register_item


def contribute() -> None:
    """Register it."""
    register_item(
        Item(
            name="import",
            title=_("Import your first file"),
            why=_("A CSV or Excel file as it is. You see what will happen before anything is written."),
            url_name="imports:new",
            action=_("Choose a file"),
            order=20,
            is_done=lambda actor: has_imported(seen_by=actor),
            shown_to=writers,
        )
    )
