from django.apps import AppConfig


class TokensConfig(AppConfig):
    name = "amity.workspace.tokens"
    label = "workspace_tokens"

    def ready(self) -> None:
        from amity.kernel.facts.readers import Reader, register_reader
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
