from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "amity.workspace.drafts"
    label = "workspace_drafts"
    verbose_name = "Drafts"

    def ready(self) -> None:
        from amity.workspace.drafts import commands, jobs  # noqa: F401 - declare themselves
