from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "amity.workspace.accounts"
    label = "workspace_accounts"
