"""App of the look."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "amity.kernel.ui"
    label = "kernel_ui"

    def ready(self) -> None:
        from amity.kernel.ui.navigation import FOOT, administrators, register_place

        register_place(FOOT, _("Style sheet"), "kernel_ui:styleguide", "swatch", 990, administrators)
