from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "amity.workspace.access"
    label = "workspace_access"
