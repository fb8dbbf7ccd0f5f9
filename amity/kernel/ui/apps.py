"""App of the look."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "amity.kernel.ui"
    label = "kernel_ui"

    def ready(self) -> None:
        from amity.kernel.ui import shortcuts
        from amity.kernel.ui.help import register_help
        from amity.kernel.ui.navigation import FOOT, administrators, register_place

        for keys, name, label, group in (
            ("/", "search", _("Search"), shortcuts.EVERYWHERE),
            ("Mod+k", "palette", _("Search and commands"), shortcuts.EVERYWHERE),
            ("?", "shortcuts", _("Show the keyboard shortcuts"), shortcuts.EVERYWHERE),
            ("c", "create", _("Add a record here"), shortcuts.EVERYWHERE),
            ("z", "undo", _("Undo what the newest message tells"), shortcuts.EVERYWHERE),
            ("[", "sidebar", _("Narrow or widen the sidebar"), shortcuts.EVERYWHERE),
            ("Escape", "", _("Close, or step back"), shortcuts.EVERYWHERE),
            ("Mod+Enter", "", _("Save what you are writing"), shortcuts.EVERYWHERE),
            ("j", "next", _("Next row"), shortcuts.LISTS),
            ("k", "previous", _("Previous row"), shortcuts.LISTS),
            ("x", "select", _("Select the row"), shortcuts.LISTS),
            ("Enter", "open", _("Open the row"), shortcuts.LISTS),
            ("e", "edit", _("Edit"), shortcuts.RECORDS),
        ):
            shortcuts.register_shortcut(keys, name, label, group)
        register_help("kernel_ui", "index")
        register_help("kernel_ui:shortcuts", "shortcuts")
        register_place(FOOT, _("Style sheet"), "kernel_ui:styleguide", "swatch", 990, administrators)
