from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "amity.workspace.accounts"
    label = "workspace_accounts"

    def ready(self) -> None:
        from amity.kernel.facts.groups import Group, register_group
        from amity.workspace.accounts import facts  # noqa: F401 - declares its kinds

        register_group(Group(6, "account", _("Accounts"), "lock"))
