"""HTML input of teams."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class TeamForm(forms.Form):
    """A team's name."""

    name = forms.CharField(label=_("Name of the team"), max_length=120)


class MemberForm(forms.Form):
    """Who joins; `accounts` are (uid, name) pairs."""

    account = forms.ChoiceField(label=_("Who joins"))

    def __init__(self, *args: Any, accounts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = accounts  # type: ignore[attr-defined]
