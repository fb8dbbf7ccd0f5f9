from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TokensConfig(AppConfig):
    name = "amity.workspace.tokens"
    label = "workspace_tokens"

    def ready(self) -> None:
        from amity.kernel.facts.readers import Reader, register_reader
        from amity.kernel.ui.actions import register_action
        from amity.kernel.ui.help import register_help
        from amity.workspace.tokens import (
            facts,  # noqa: F401 - declares its kinds
            jobs,  # noqa: F401 - puts its task on the schedule
        )
        from amity.workspace.tokens.reactions import READS, when_account_deactivated_revoke_tokens

        register_reader(
            Reader(
                name="workspace.tokens",
                handle=when_account_deactivated_revoke_tokens,
                kinds=READS,
                description="API tokens of deactivated accounts are revoked",
            )
        )
        register_help("workspace_tokens", "tokens")
        register_action(
            _("API tokens"),
            "workspace_tokens:tokens",
            "key",
            also=_("settings program script integration key secret"),
            is_page=True,
        )
        register_action(
            _("API documentation"),
            "api_docs:index",
            "help",
            also=_("rest openapi curl python program integration"),
            is_page=True,
        )
