"""HTML input of sign-in, first start, invitations and profile. Rules about accounts live in the commands."""

from typing import Any
from zoneinfo import available_timezones

from allauth.account.forms import LoginForm, ResetPasswordForm, ResetPasswordKeyForm, UserTokenForm
from django import forms
from django.utils.translation import gettext_lazy as _

from amity.kernel.commands.actor import Role

ROLE_LABELS = {
    Role.MEMBER: _("Member: sees and changes records"),
    Role.READ_ONLY: _("Read-only: sees records"),
    Role.ADMINISTRATOR: _("Administrator: everything, accounts and settings included"),
}


def time_zone_choices() -> list[tuple[str, str]]:
    """All IANA zones by region and city, UTC first."""
    named = sorted(
        name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix", "right"))
    )
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in named)]


def _plain(fields: dict[str, Any]) -> None:
    """Labels say it all: no placeholders repeating them."""
    for field in fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):  # type: ignore[misc]
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs["autofocus"] = True
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""


class PasswordMailForm(ResetPasswordForm):  # type: ignore[misc]
    """The address to which a link for a new password goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].widget.attrs["autofocus"] = True


class PasswordLinkForm(UserTokenForm):  # type: ignore[misc]
    """Checks a mailed link; those of deactivated accounts are worthless."""

    def _get_user(self, uidb36: str) -> Any:
        account = super()._get_user(uidb36)
        return account if account and account.is_active else None


class NewPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, typed twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields)
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = _("At least 10 characters.")
        self.fields["password2"].label = _("The same again")


class PasswordPairForm(forms.Form):
    """A password typed twice; forms that need one inherit it."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 10 characters."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same again"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("The two passwords differ. Type the same one twice."))
        return cleaned


class AcceptForm(PasswordPairForm):
    """What an invited colleague chooses."""

    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ("name", "password", "again")


class InviteForm(forms.Form):
    """Whom to invite."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=lambda: list(ROLE_LABELS.items()), initial=Role.MEMBER)


class AccountForm(forms.Form):
    """Name and role of an account, as an administrator changes them."""

    name = forms.CharField(label=_("Name"), max_length=200)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=lambda: list(ROLE_LABELS.items()),
        help_text=_("With another role the account has to sign in again."),
    )


class ProfileForm(forms.Form):
    """What everybody decides for themselves."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))


class ChangePasswordForm(forms.Form):
    """The present password and a new one, twice."""

    old = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("At least 10 characters. Your other sessions end."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same again"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("new") and cleaned.get("again") and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("The two passwords differ. Type the same one twice."))
        return cleaned
