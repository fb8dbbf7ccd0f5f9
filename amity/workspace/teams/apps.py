from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "amity.workspace.teams"
    label = "workspace_teams"
