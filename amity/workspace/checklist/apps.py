from django.apps import AppConfig


class ChecklistConfig(AppConfig):
    name = "amity.workspace.checklist"
    label = "workspace_checklist"

    def ready(self) -> None:
        from amity.kernel.ui.help import register_help
        from amity.workspace.checklist import facts  # noqa: F401 - declares its kinds
        from amity.workspace.checklist.first_items import contribute

        contribute()
        register_help("workspace_checklist", "getting-started")
