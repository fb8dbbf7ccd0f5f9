from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "amity.workspace.accounts"
    label = "workspace_accounts"

    def ready(self) -> None:
        from amity.kernel.facts.groups import Group, register_group
        from amity.kernel.ui.actions import register_action
        from amity.kernel.ui.help import register_help
        from amity.kernel.ui.navigation import administrators
        from amity.kernel.ui.preferences import register_theme_keeper
        from amity.workspace.accounts import facts  # noqa: F401 - declares its kinds
        from amity.workspace.accounts.commands import keep_theme

        register_help("workspace_accounts", "accounts")
        register_help("workspace_accounts:preferences", "preferences")
        register_theme_keeper(keep_theme)
        register_group(Group(6, "account", _("Accounts"), "lock"))
        register_action(
            _("Accounts"),
            "workspace_accounts:accounts",
            "people",
            shown_to=administrators,
            also=_("settings users colleagues invite invitation roles"),
            is_page=True,
        )
        register_action(
            _("Preferences"),
            "workspace_accounts:preferences",
            "settings",
            also=_("settings language time zone theme dark light density keyboard"),
            is_page=True,
        )
        register_action(
            _("Your profile"),
            "workspace_accounts:profile",
            "person",
            also=_("settings name password account"),
            is_page=True,
        )
