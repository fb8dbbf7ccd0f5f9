from django.apps import AppConfig


class SettingsConfig(AppConfig):
    name = "amity.workspace.settings"
    label = "workspace_settings"
