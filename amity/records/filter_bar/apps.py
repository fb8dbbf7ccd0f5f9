from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilterBarConfig(AppConfig):
    name = "amity.records.filter_bar"
    label = "records_filter_bar"

    def ready(self) -> None:
        from amity.kernel.ui.help import register_help
        from amity.kernel.ui.shortcuts import LISTS, register_shortcut

        # The same key as the field finder of a record page, so the same name: no page has both.
        register_shortcut("f", "find-field", _("Add a filter"), LISTS)
        register_help("filter_bar", "filters")
