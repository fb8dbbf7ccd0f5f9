from django.apps import AppConfig


class ViewsConfig(AppConfig):
    name = "amity.workspace.views"
    label = "workspace_views"

    def ready(self) -> None:
        from amity.workspace.views import facts  # noqa: F401 - declares its kinds of fact
