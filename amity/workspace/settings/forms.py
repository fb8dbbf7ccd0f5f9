"""HTML input of settings and of the first start."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumbers import SUPPORTED_REGIONS, country_code_for_region

from amity.kernel.money.currencies import CODES
from amity.kernel.ui.fields import DayField
from amity.workspace.accounts.forms import PasswordPairForm, time_zone_choices

COMMON = ("EUR", "USD", "GBP", "CHF", "JPY", "CNY", "INR")


def currency_choices() -> list[tuple[str, str]]:
    """Currencies, the most used first."""
    return [(code, code) for code in (*COMMON, *sorted(CODES - set(COMMON)))]


def region_choices() -> list[tuple[str, Any]]:
    """Regions with their calling code, `DE (+49)`."""
    named = [(region, f"{region} (+{country_code_for_region(region)})") for region in sorted(SUPPORTED_REGIONS)]
    return [("", _("None: numbers need their +country code")), *named]


class CodeForm(forms.Form):
    """The set-up code from the terminal or the data folder."""

    code = forms.CharField(
        label=_("Set-up code"),
        max_length=100,
        help_text=_("It was printed by “amity init”, and stands in the file setup.code of the data folder."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "spellcheck": "false"}),
    )


class OrganisationForm(forms.Form):
    """What the organisation decides once."""

    organisation = forms.CharField(
        label=_("Name of the organisation"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    home_currency = forms.ChoiceField(
        label=_("Home currency"), choices=currency_choices, help_text=_("Sums over several currencies are shown in it.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zone_choices)
    default_region = forms.ChoiceField(
        label=_("Region of phone numbers"),
        choices=region_choices,
        required=False,
        help_text=_("Numbers without a country code are read as numbers of this region."),
    )


class SetUpForm(PasswordPairForm, OrganisationForm):
    """The organisation and its first administrator."""

    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    field_order = (
        "organisation", "home_currency", "time_zone", "default_region", "name", "email", "password", "again",
    )  # fmt: skip


class RateForm(forms.Form):
    """One dated rate."""

    currency = forms.ChoiceField(label=_("Currency"), choices=currency_choices, initial="USD")
    day = DayField(label=_("From day"))
    rate = forms.CharField(
        label=_("One unit is worth"), max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )


class RatesFileForm(forms.Form):
    """A file of rates."""

    file = forms.FileField(
        label=_("CSV file"), help_text=_("Lines of currency, day and rate, like USD,2026-11-22,0.9231")
    )
