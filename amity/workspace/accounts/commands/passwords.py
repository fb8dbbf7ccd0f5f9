"""Passwords: changed by their owner, or set anew with a mailed link."""

from django.conf import settings
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Invalid, Missing, Refused, command, locked
from amity.kernel.facts.log import record
from amity.kernel.mail.letters import Mail, place_mail
from amity.workspace.accounts.commands import rules
from amity.workspace.accounts.facts import PasswordChanged
from amity.workspace.accounts.models import Account


@command("accounts.change_password")
def change_password(*, old: str, new: str, by: Actor) -> Account:
    """Change one's own password; all other sessions of the account end. Returns the account as it now is."""
    account = locked(Account.objects.filter(pk=by.account_id or 0)).first()
    if account is None:
        raise Missing("no such account")
    if not account.check_password(old):
        raise Invalid("accounts.wrong_password", _("This is not your present password."), "old")
    if old == new:
        raise Invalid("accounts.same_password", _("The new password is the old one. Choose another."), "new")
    return _write(account, new, way="profile", field="new", by=by)


@command("accounts.reset_password")
def reset_password(account_id: int, *, password: str, by: Actor) -> Account:
    """Set a password after a mailed link was checked; all sessions of the account end. `by` is the account itself."""
    account = locked(Account.objects.filter(pk=account_id)).first()
    if account is None:
        raise Missing("no such account")
    if not account.is_active:
        raise Refused("accounts.deactivated", _("This account is deactivated. An administrator can open it again."))
    return _write(account, password, way="mail", field="password1", by=by)


@command("accounts.mail_password_link")
def mail_password_link(account: Account, *, link: str, by: Actor) -> None:
    """Mail the one-time `link` under which the account chooses a new password."""
    text = _(
        "Hello %(name)s,\n\n"
        "somebody, probably you, asked for a new password for Amity. Choose it here:\n\n"
        "%(link)s\n\n"
        "The link works once, within an hour. If it was not you, ignore this mail: nothing has changed.\n"
    )
    words = {"name": account.name, "link": link}
    place_mail(
        Mail(to=account.email, to_name=account.name, subject=_("A new password for Amity"), text=text % words), by=by
    )


def _write(account: Account, password: str, *, way: str, field: str, by: Actor) -> Account:
    try:
        rules.check_password_strength(password, account)
    except Invalid as refusal:
        raise Invalid(refusal.code, refusal.message, field) from None
    account.set_password(password)
    account.save(update_fields=["password"])
    record(PasswordChanged(account_id=account.pk, way=way), about=[account], by=by)
    text = _(
        "Hello %(name)s,\n\n"
        "your password for Amity (%(site)s) has just been changed, and all other sessions were ended. "
        "If it was not you, ask an administrator to deactivate your account at once.\n"
    )
    words = {"name": account.name, "site": settings.SITE_URL}
    subject = _("Your password for Amity was changed")
    place_mail(Mail(to=account.email, to_name=account.name, subject=subject, text=text % words), by=by)
    return account
