"""What every account must keep to, whoever makes or changes it."""

from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from amity.kernel.commands import Invalid, Missing, Refused, locked
from amity.kernel.commands.actor import Role
from amity.kernel.conventions import DAY_FORMATS, MONDAY, NUMBER_FORMATS, SATURDAY, SUNDAY
from amity.kernel.ui.preferences import COMPACT, SYSTEM, THEMES
from amity.workspace.accounts.models import Account


def clean_address(email: str) -> str:
    """The address in small letters; Invalid when it is none."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Invalid(
            "accounts.email", _("This is no e-mail address. It looks like name@example.com."), "email"
        ) from None
    return address


def clean_name(name: str) -> str:
    """The name with single spaces; Invalid when there is none."""
    words = " ".join(name.split())
    if not words:
        raise Invalid("accounts.name", _("A name is missing."), "name")
    return words[:200]


def clean_role(role: str) -> Role:
    """The role; Invalid when there is no such."""
    try:
        return Role(role)
    except ValueError:
        raise Invalid("accounts.role", _("There is no such role."), "role") from None


def clean_time_zone(name: str) -> str:
    """The zone's name; Invalid when the time zone database lacks it."""
    if name not in available_timezones():
        raise Invalid("accounts.time_zone", _("There is no such time zone; pick one from the list."), "time_zone")
    return name


# What a person may choose for themselves: the values of each, None for a rule of its own.
PREFERENCES: dict[str, frozenset[Any] | None] = {
    "language": None,
    "time_zone": None,
    "date_format": frozenset({"", *DAY_FORMATS}),
    "number_format": frozenset({"", *NUMBER_FORMATS}),
    "first_weekday": frozenset({None, MONDAY, SATURDAY, SUNDAY}),
    "theme": frozenset({"", SYSTEM, *THEMES}),
    "density": frozenset({"", COMPACT}),
    "has_single_keys": frozenset({True, False}),
    "has_checklist": frozenset({True, False}),
}


def clean_preference(name: str, value: Any) -> Any:
    """The value as it is kept; Invalid when it is none of those there are."""
    allowed = PREFERENCES[name]
    if name == "time_zone":
        return clean_time_zone(str(value).strip().replace(" ", "_"))
    if name == "language":
        if value not in dict(settings.LANGUAGES):
            raise Invalid("accounts.language", _("Amity does not speak this language yet."), "language")
    elif allowed is not None and value not in allowed:
        raise Invalid("accounts.preference", _("There is no such choice."), name)
    return value


def check_password_strength(password: str, account: Account) -> None:
    """Refuse a weak password, saying why."""
    try:
        validate_password(password, account)
    except ValidationError as problem:
        raise Invalid("accounts.weak_password", " ".join(problem.messages), "password") from None


def refuse_taken_address(address: str) -> None:
    """Refuse an address that somebody signs in with already."""
    if Account.objects.filter(email_key=address.casefold()).exists():
        raise Refused("accounts.email_taken", _("Somebody signs in with this address already."), "email")


def locked_account(uid: UUID) -> Account:
    """The account, locked for the rest of the command; Missing when there is none."""
    account = locked(Account.objects.filter(uid=uid)).first()
    if account is None:
        raise Missing("no such account")
    return account


def refuse_last_administrator(account: Account) -> None:
    """Refuse when nobody else could administer. Locks all administrators, so two cannot leave at the same moment."""
    administrators = list(locked(Account.objects.filter(role=Role.ADMINISTRATOR, is_active=True)))
    if all(other.pk == account.pk for other in administrators):
        raise Refused(
            "accounts.last_administrator",
            _("%(name)s is the last administrator. Make somebody else administrator first.") % {"name": account.name},
            "role",
        )
