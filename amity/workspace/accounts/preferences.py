"""The form of one's own preferences: every setting says what holds where nothing was chosen."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from amity.kernel.conventions import (
    DAY_FORMATS,
    MONDAY,
    NUMBER_FORMATS,
    SATURDAY,
    SUNDAY,
    language_first_weekday,
    separators_of,
    written_day,
)
from amity.kernel.ui.preferences import COMPACT, SYSTEM
from amity.workspace.accounts.forms import time_zone_choices

# A day whose parts cannot be mistaken for one another.
EXAMPLE = date(2026, 11, 22)
FIELDS = (
    "language", "time_zone", "date_format", "number_format", "first_weekday", "theme", "density", "has_single_keys",
)  # fmt: skip


def zone_names() -> list[str]:
    """What the list of time zones offers; people type a city and find it."""
    return [words for _name, words in time_zone_choices()]


def _language() -> str:
    return get_language() or "en"


def _day_choices() -> list[tuple[str, str]]:
    own = _("As the language: %(example)s") % {"example": date_format(EXAMPLE, "j M Y")}
    return [("", own), *((key, written_day(EXAMPLE, key)) for key in DAY_FORMATS)]


def _number_choices() -> list[tuple[str, str]]:
    point, group = separators_of("", _language())
    own = _("As the language: %(example)s") % {"example": f"1{group}234{point}56"}
    return [("", own), *((key, "1{1}234{0}56".format(*NUMBER_FORMATS[key])) for key in NUMBER_FORMATS)]


def _weekday_choices() -> list[tuple[str, Any]]:
    own = _("As the language: %(example)s") % {"example": WEEKDAYS[language_first_weekday(_language())]}
    return [("", own), *((str(number), WEEKDAYS[number]) for number in (MONDAY, SATURDAY, SUNDAY))]


class PreferencesForm(forms.Form):
    """What everybody decides for themselves about looks and writing."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=lambda: settings.LANGUAGES,
        help_text=gettext_lazy("Default: English (US)."),
    )
    time_zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        max_length=64,
        help_text=gettext_lazy("Type a city and pick. Default: UTC."),
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off", "spellcheck": "false"}),
    )
    date_format = forms.ChoiceField(
        label=gettext_lazy("Dates"),
        required=False,
        choices=_day_choices,
        help_text=gettext_lazy("Also in fields you fill in. Default: as the language."),
    )
    number_format = forms.ChoiceField(
        label=gettext_lazy("Numbers"),
        required=False,
        choices=_number_choices,
        help_text=gettext_lazy("Also in fields you fill in. Default: as the language."),
    )
    first_weekday = forms.ChoiceField(
        label=gettext_lazy("The week begins on"),
        required=False,
        choices=_weekday_choices,
        help_text=gettext_lazy("What “this week” means. Default: as the language."),
    )
    theme = forms.ChoiceField(
        label=gettext_lazy("Appearance"),
        required=False,
        choices=[
            (SYSTEM, gettext_lazy("As the system")),
            ("light", gettext_lazy("Light")),
            ("dark", gettext_lazy("Dark")),
        ],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Default: as the system."),
    )
    density = forms.ChoiceField(
        label=gettext_lazy("Density of lists"),
        required=False,
        choices=[("", gettext_lazy("Comfortable")), (COMPACT, gettext_lazy("Compact"))],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Default: comfortable."),
    )
    has_single_keys = forms.BooleanField(
        label=gettext_lazy("Shortcuts of single letters, like J for the next row"),
        required=False,
        help_text=gettext_lazy("Switch them off if you dictate, or press keys by chance. Default: on."),
    )

    @staticmethod
    def initial_from(account: Any) -> dict[str, Any]:
        """Fields filled with an account's choices."""
        weekday = account.first_weekday
        return {
            **{name: getattr(account, name) for name in FIELDS},
            "time_zone": account.time_zone.replace("_", " "),
            "theme": account.theme or SYSTEM,
            "first_weekday": "" if weekday is None else str(weekday),
        }

    def wanted(self) -> dict[str, Any]:
        """The choices as the command takes them."""
        weekday = self.cleaned_data["first_weekday"]
        return {**self.cleaned_data, "first_weekday": int(weekday) if weekday else None}
