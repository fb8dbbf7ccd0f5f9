"""HTML input of a new token. Rules about tokens live in the commands."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amity.kernel.commands import Role
from amity.kernel.ui.fields import DayField
from amity.workspace.accounts.forms import ROLE_LABELS
from amity.workspace.tokens.scopes import READ, WRITE, areas, scope_names, scoped_kinds

ALL, SOME = "all", "some"
GOOD_FOR = timedelta(days=90)


def _default_last_day() -> Any:
    return timezone.localdate() + GOOD_FOR


class TokenForm(forms.Form):
    """Name, role, what it may do, until when. `roles` are those its maker may give."""

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("The program that will use it, like “Web shop” or “Ada’s laptop”."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
    role = forms.ChoiceField(label=_("Role"), help_text=_("Never more than you may yourself at the time."))
    expires_at = DayField(
        label=_("Works until"),
        required=False,
        initial=_default_last_day,
        help_text=_("Its last day. Empty: until somebody revokes it."),
    )
    reach = forms.ChoiceField(
        label=_("What it may do"),
        widget=forms.RadioSelect,
        initial=ALL,
        choices=[(ALL, _("All that its role may")), (SOME, _("Only what is chosen here"))],
    )
    scopes = forms.MultipleChoiceField(
        label=_("Scopes"),
        required=False,
        choices=lambda: [(name, name) for name in scope_names()],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels: Mapping[Role, Any] = ROLE_LABELS
        choices = [(role.value, labels[role]) for role in roles]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]
        self.fields["role"].initial = Role.MEMBER if Role.MEMBER in roles else roles[0]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("reach") == SOME and not cleaned.get("scopes") and "scopes" not in self.errors:
            self.add_error("scopes", _("Choose at least one, or let it do all that its role may."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """What the command takes."""
        given = self.cleaned_data
        return {
            "name": given["name"],
            "role": given["role"],
            "scopes": given["scopes"] if given["reach"] == SOME else [],
            "expires_at": _end_of(given["expires_at"]) if given["expires_at"] else None,
        }

    def chosen(self) -> set[str]:
        """The scopes that are ticked, for the template that lays them out."""
        return set(self["scopes"].value() or [])

    def kind_rows(self) -> list[tuple[Any, list[tuple[str, bool]]]]:
        """Each kind's label with its two scopes, and whether they are ticked."""
        chosen = self.chosen()
        return [
            (label, [(scope, scope in chosen) for scope in (f"{READ}:{name}", f"{WRITE}:{name}")])
            for name, label in scoped_kinds()
        ]

    def area_rows(self) -> list[tuple[Any, str, bool]]:
        """Every other scope: its label, its name, whether it is ticked."""
        chosen = self.chosen()
        return [(area.label, area.name, area.name in chosen) for area in areas()]


def _end_of(day: Any) -> datetime:
    """The moment a day ends by the maker's clock."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
