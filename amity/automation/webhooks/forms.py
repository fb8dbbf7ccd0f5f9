"""HTML input of webhooks. Rules live in the commands."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amity.automation.webhooks.choices import about_choices, kind_groups
from amity.automation.webhooks.drafts import EndpointDraft


class EndpointForm(forms.Form):
    """Where to, and what of."""

    url = forms.CharField(
        label=_("Address"),
        max_length=2000,
        help_text=_("Where Amity sends a POST to, like https://erp.example.org/amity."),
        widget=forms.URLInput(attrs={"autocomplete": "off", "autofocus": True, "spellcheck": "false"}),
    )
    description = forms.CharField(
        label=_("Description"), max_length=200, required=False, help_text=_("What is at the other end.")
    )
    kinds = forms.MultipleChoiceField(label=_("What it is told"), choices=kind_groups, required=False)
    about_kind = forms.ChoiceField(label=_("Only about"), choices=about_choices, required=False)
    filter_text = forms.CharField(
        label=_("Filter"),
        required=False,
        help_text=_("Of these records, only those that fit when it happens: stage = customer and country = DE"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    includes_history = forms.BooleanField(
        label=_("Also what is imported, sample data, and what is told more than a day late"), required=False
    )

    def groups(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """(heading, [(name, what it tells, is ticked)])."""
        chosen = set(self["kinds"].value() or ())
        return [(heading, [(name, words, name in chosen) for name, words in rows]) for heading, rows in kind_groups()]

    def draft(self) -> EndpointDraft:
        given = self.cleaned_data
        return EndpointDraft(
            url=given["url"],
            kinds=tuple(given["kinds"]),
            description=given["description"],
            about_kind=given["about_kind"],
            filter_text=given["filter_text"],
            includes_history=given["includes_history"],
        )


class RangeForm(forms.Form):
    """From when until when events came that are to be sent again, by the viewer's clock."""

    since = forms.DateTimeField(label=_("From"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    until = forms.DateTimeField(label=_("Until"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("since", "until"):
            moment = given.get(name)
            if isinstance(moment, datetime) and timezone.is_naive(moment):
                given[name] = timezone.make_aware(moment)
        return given
