from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordPagesConfig(AppConfig):
    name = "amity.records.record_pages"
    label = "records_record_pages"

    def ready(self) -> None:
        from amity.kernel.ui.help import register_help
        from amity.kernel.ui.shortcuts import LISTS, RECORDS, register_shortcut

        for screen in ("people:person", "companies:company", "products:product", "orders:order"):
            register_help(screen, "records")
        register_shortcut("f", "find-field", _("Find a field"), RECORDS)
        register_shortcut("Shift+j", "next-record", _("Next record of the list"), RECORDS)
        register_shortcut("Shift+k", "previous-record", _("Previous record of the list"), RECORDS)
        register_shortcut(" ", "", _("Preview the row"), LISTS)
