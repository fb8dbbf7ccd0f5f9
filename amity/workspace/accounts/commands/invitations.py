"""Invite colleagues by mail."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Missing, command, locked
from amity.kernel.facts.log import record
from amity.kernel.mail.letters import Mail, place_mail
from amity.workspace.accounts.commands import rules
from amity.workspace.accounts.commands.accounts import write_account
from amity.workspace.accounts.facts import AccountInvited, InvitationWithdrawn
from amity.workspace.accounts.models import Account, Invitation
from amity.workspace.accounts.queries import require_administrator
from amity.workspace.accounts.tokens import new_token, token_hash

GOOD_FOR = timedelta(days=7)


@command("accounts.invite")
def invite(*, email: str, name: str, role: str, by: Actor) -> Invitation:
    """Mail a link that makes one account within 7 days. Inviting the same address again replaces the first link."""
    require_administrator(by)
    address, wanted = rules.clean_address(email), rules.clean_role(role)
    rules.refuse_taken_address(address)
    token = new_token()
    invitation, _is_new = Invitation.objects.update_or_create(
        email_key=address.casefold(),
        defaults={
            "email": address,
            "name": rules.clean_name(name),
            "role": wanted,
            "token_hash": token_hash(token),
            "invited_by_id": by.account_id,
            "invited_at": timezone.now(),
            "expires_at": timezone.now() + GOOD_FOR,
        },
    )
    record(AccountInvited(title=invitation.name, email=address, role=wanted), about=[], by=by)
    place_mail(_letter(invitation, token, by), by=by)
    return invitation


@command("accounts.withdraw_invitation")
def withdraw_invitation(uid: UUID, *, by: Actor) -> None:
    """Make a mailed link worthless."""
    require_administrator(by)
    invitation = locked(Invitation.objects.filter(uid=uid)).first()
    if invitation is None:
        raise Missing("no such invitation")
    record(InvitationWithdrawn(title=invitation.name, email=invitation.email), about=[], by=by)
    invitation.delete()


@command("accounts.accept_invitation")
def accept_invitation(token: str, *, name: str, password: str, by: Actor) -> Account:
    """Turn an invitation into an account; the link is used up. `by` is the system: nobody is signed in yet."""
    invitation = locked(Invitation.objects.filter(token_hash=token_hash(token), expires_at__gt=timezone.now())).first()
    if invitation is None:
        raise Missing("no such invitation")
    account = write_account(
        email=invitation.email,
        name=name,
        role=rules.clean_role(invitation.role),
        password=password,
        way="invitation",
        by=by,
    )
    invitation.delete()
    return account


def _letter(invitation: Invitation, token: str, by: Actor) -> Mail:
    link = f"{settings.SITE_URL.rstrip('/')}{reverse('workspace_accounts:invitation', args=[token])}"
    text = _(
        "Hello %(name)s,\n\n"
        "%(inviter)s invites you to work together in Amity. Choose a password here:\n\n"
        "%(link)s\n\n"
        "The link works once, within 7 days. If you did not expect it, ignore this mail.\n"
    )
    words = {"name": invitation.name, "inviter": by.name, "link": link}
    return Mail(to=invitation.email, to_name=invitation.name, subject=_("Your invitation to Amity"), text=text % words)
