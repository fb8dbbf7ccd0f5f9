"""Make, rename, promote and close accounts."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, NotAllowed, Refused, command
from amity.kernel.commands.actor import Role
from amity.kernel.facts.kinds import RecordChanged
from amity.kernel.facts.log import record
from amity.workspace.accounts.commands import rules
from amity.workspace.accounts.facts import AccountCreated, AccountDeactivated, AccountReactivated, RoleChanged
from amity.workspace.accounts.models import ACCOUNT_KIND, Account
from amity.workspace.accounts.queries import require_administrator


def write_account(
    *, email: str, name: str, role: Role, password: str, way: str, by: Actor, time_zone: str = "UTC"
) -> Account:
    """Write a new account and its fact; part of the commands that may make one."""
    address = rules.clean_address(email)
    account = Account(
        email=address,
        email_key=address.casefold(),
        name=rules.clean_name(name),
        role=role,
        time_zone=rules.clean_time_zone(time_zone),
    )
    rules.refuse_taken_address(address)
    rules.check_password_strength(password, account)
    account.set_password(password)
    account.save(force_insert=True)
    told = AccountCreated(account_id=account.pk, title=account.name, role=account.role, way=way)
    record(told, about=[account], by=by)
    return account


@command("accounts.create_administrator")
def create_administrator(
    *, email: str, name: str, password: str, by: Actor, time_zone: str = "UTC", way: str = "command_line"
) -> Account:
    """Make an administrator: the command line, demo data."""
    require_administrator(by)
    return write_account(
        email=email, name=name, role=Role.ADMINISTRATOR, password=password, way=way, by=by, time_zone=time_zone
    )


@command("accounts.create_first_administrator")
def create_first_administrator(
    *, email: str, name: str, password: str, by: Actor, time_zone: str = "UTC", way: str = "set_up"
) -> Account:
    """Make the administrator of a house without accounts; Refused once there is one."""
    if Account.objects.exists():
        raise Refused("accounts.set_up_done", _("This Amity is set up already. Sign in, or ask an administrator."))
    return create_administrator(email=email, name=name, password=password, by=by, time_zone=time_zone, way=way)


@command("accounts.rename")
def rename_account(uid: UUID, *, name: str, by: Actor) -> None:
    """Give an account another name."""
    require_administrator(by)
    account = rules.locked_account(uid)
    _change(account, {"name": rules.clean_name(name)}, by)


@command("accounts.update_profile")
def update_profile(*, name: str, by: Actor) -> None:
    """Change one's own name."""
    _change(rules.locked_account(_own_uid(by)), {"name": rules.clean_name(name)}, by)


@command("accounts.update_preferences")
def update_preferences(wanted: Mapping[str, Any], *, by: Actor) -> None:
    """Change some of one's own preferences (the names of `rules.PREFERENCES`)."""
    account = rules.locked_account(_own_uid(by))
    _change(account, {name: rules.clean_preference(name, value) for name, value in wanted.items()}, by)


def keep_theme(by: Actor, theme: str) -> None:
    """Keep the theme somebody chose in the account menu."""
    update_preferences({"theme": theme}, by=by)


@command("accounts.change_role")
def change_role(uid: UUID, *, role: str, by: Actor) -> None:
    """Give an account another role; it has to sign in again."""
    require_administrator(by)
    account, wanted = rules.locked_account(uid), rules.clean_role(role)
    if account.role == wanted:
        return
    if account.role == Role.ADMINISTRATOR and account.is_active:
        rules.refuse_last_administrator(account)
    before, account.role = account.role, wanted
    account.session_epoch += 1
    account.save(update_fields=["role", "session_epoch"])
    told = RoleChanged(account_id=account.pk, title=account.name, before=before, after=wanted)
    record(told, about=[account], by=by)


@command("accounts.deactivate")
def deactivate_account(uid: UUID, *, by: Actor) -> None:
    """Shut an account out at once; what it owns stays its own."""
    require_administrator(by)
    account = rules.locked_account(uid)
    if not account.is_active:
        return
    if account.role == Role.ADMINISTRATOR:
        rules.refuse_last_administrator(account)
    if account.pk == by.account_id:
        raise Refused("accounts.own_account", _("You cannot shut yourself out. Ask another administrator to do it."))
    account.is_active = False
    account.session_epoch += 1
    account.save(update_fields=["is_active", "session_epoch"])
    record(AccountDeactivated(account_id=account.pk, title=account.name), about=[account], by=by)


@command("accounts.reactivate")
def reactivate_account(uid: UUID, *, by: Actor) -> None:
    """Let a deactivated account sign in again."""
    require_administrator(by)
    account = rules.locked_account(uid)
    if account.is_active:
        return
    account.is_active = True
    account.save(update_fields=["is_active"])
    record(AccountReactivated(account_id=account.pk, title=account.name), about=[account], by=by)


def _change(account: Account, values: Mapping[str, Any], by: Actor) -> None:
    changes = {
        field: [getattr(account, field), value] for field, value in values.items() if getattr(account, field) != value
    }
    if not changes:
        return
    for field, value in values.items():
        setattr(account, field, value)
    account.save(update_fields=list(changes))
    told = RecordChanged(record_kind=ACCOUNT_KIND, record_id=account.pk, changes=changes)
    record(told, about=[account], by=by)


def _own_uid(by: Actor) -> UUID:
    uid = Account.objects.filter(pk=by.account_id or 0).values_list("uid", flat=True).first()
    if uid is None:
        raise NotAllowed(_("Only a person has a profile."))
    return uid
