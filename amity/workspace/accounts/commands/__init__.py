"""The only writers of accounts and invitations."""

from amity.workspace.accounts.commands.accounts import (
    change_role,
    create_administrator,
    create_first_administrator,
    deactivate_account,
    keep_theme,
    reactivate_account,
    rename_account,
    update_preferences,
    update_profile,
)
from amity.workspace.accounts.commands.invitations import accept_invitation, invite, withdraw_invitation
from amity.workspace.accounts.commands.passwords import change_password, mail_password_link, reset_password
from amity.workspace.accounts.commands.tidying import forget_expired

__all__ = [
    "accept_invitation",
    "change_password",
    "change_role",
    "create_administrator",
    "create_first_administrator",
    "deactivate_account",
    "forget_expired",
    "invite",
    "keep_theme",
    "mail_password_link",
    "reactivate_account",
    "rename_account",
    "reset_password",
    "update_preferences",
    "update_profile",
    "withdraw_invitation",
]
