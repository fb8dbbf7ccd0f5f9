"""Our side of django-allauth: who may sign in, how guessing is stopped, where its mails and links go."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from amity.kernel.commands import Actor
from amity.workspace.accounts.commands import mail_password_link, reset_password
from amity.workspace.accounts.models import Account
from amity.workspace.accounts.queries import account_with_teams

# Counted apart: guesses at one account from one network, and at one account from anywhere (a botnet).
GUESSES = ("login_failed", "login_failed_anywhere")
APP = "allauth.account"
LOCKED_OUT = "too_many_login_attempts"


class SignInBackend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in by e-mail and password; brings the account's teams along with it on every request."""

    def get_user(self, user_id: Any) -> Account | None:
        return account_with_teams(user_id)


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up is closed; mail goes through the outbox; links carry SITE_URL, never the Host header."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        LOCKED_OUT: _(
            "There were too many wrong passwords for this address, so signing in is shut for a few minutes. "
            "Wait five minutes and try again, or set a new password by mail."
        ),
        "invalid_password_reset": _("This link has been used, or is too old."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count this attempt; refuse it when there were too many wrong ones."""
        self._counted = []
        for action, key in self._guess_keys(request, credentials.get("email", "")):
            usage = ratelimit.consume(request, app=APP, action=action, key=key)
            if not usage:
                raise self.validation_error(LOCKED_OUT)
            self._counted.append(usage)

    def _rollback_login_failed_rl_usage(self) -> None:
        # A right password is no guess. Older wrong ones stay counted, or an attacker could reset them.
        for usage in self._counted:
            usage.rollback()

    def forget_guesses(self, email: str) -> None:
        """Open sign-in again for an account that has just proved it reads its mail."""
        for action, key in self._guess_keys(context.request, email):
            ratelimit.clear(context.request, app=APP, action=action, key=key)

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        mail_password_link(user, link=context["password_reset_url"], by=Actor.system())

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return f"{settings.SITE_URL.rstrip('/')}{path}"

    def set_password(self, user: Any, password: str) -> None:
        """Called once a mailed link was checked."""
        by = user.actor(request_id=getattr(context.request, "request_id", None))
        reset_password(user.pk, password=password, by=by)
        self.forget_guesses(user.email)

    def _guess_keys(self, request: HttpRequest, email: str) -> list[tuple[str, str]]:
        address = email.strip().casefold()
        network = ratelimit.get_ip(request)
        return [(GUESSES[0], f"{network} {address}"), (GUESSES[1], address)]
