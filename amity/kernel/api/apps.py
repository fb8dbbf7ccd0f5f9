from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "amity.kernel.api"
    label = "kernel_api"

    def ready(self) -> None:
        from amity.kernel.api import jobs  # noqa: F401 - its schedule
