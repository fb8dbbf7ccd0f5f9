from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "amity.kernel.ui"
    label = "kernel_ui"
