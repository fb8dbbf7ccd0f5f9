"""The form a record is edited in: it carries the version and the values it was given, so that changes merge."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amity.kernel.commands import Stale
from amity.records.kinds.changing import RecordChange, Values


class RecordForm(forms.Form):
    """Base of the edit forms. A subclass says what its fields mean as values of the record.

    `was` is the values as the page showed them. Only what the person changed is sent to the command; two people who
    change different fields never meet.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    was = forms.CharField(required=False, widget=forms.HiddenInput)
    # Which form field shows a value of the record, where the names differ.
    shown_in: Mapping[str, str] = {}

    def wanted(self) -> Values:
        """The record's values as the form now says; lists keep what the form does not show."""
        raise NotImplementedError

    @property
    def given(self) -> Values:
        """The values the page was made with; {} for a new record or a damaged field."""
        try:
            values = json.loads(self.cleaned_data.get("was") or "{}")
        except ValueError:
            return {}
        return values if isinstance(values, dict) else {}

    def change(self, record_id: int) -> RecordChange:
        """The change the person made."""
        given = self.given
        wanted = {name: value for name, value in self.wanted().items() if name not in given or given[name] != value}
        return RecordChange(record_id, set=wanted, version=self.cleaned_data["version"], was=given)

    def ask_about(self, stale: Stale, *, version: int, now: Values) -> None:
        """Show both values by the field; sending the form once more keeps one's own."""
        sent: Any = self.data  # a QueryDict, which the stubs call a Mapping
        shown = sent.copy()
        shown[self.add_prefix("version")] = str(version)
        shown[self.add_prefix("was")] = json.dumps(now)
        self.data = shown
        for name, (_mine, theirs, original) in stale.conflicts.items():
            field = self.shown_in.get(name, name)
            self.add_error(
                field if field in self.fields else None,
                _("Changed meanwhile by someone else from “%(original)s” to “%(theirs)s”. Save again to keep yours.")
                % {"original": _in_words(original), "theirs": _in_words(theirs)},
            )


class OwnedForm(RecordForm):
    """A form with the owner and team of the record; `owners` and `teams` as `belonging_choices` gives them."""

    owner_id = forms.TypedChoiceField(label=gettext_lazy("Owner"), required=False, coerce=int, empty_value=None)
    team_id = forms.TypedChoiceField(label=gettext_lazy("Team"), required=False, coerce=int, empty_value=None)

    def __init__(
        self, *args: Any, owners: Sequence[tuple[int, str]], teams: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_id"].choices = [("", _("Nobody")), *owners]  # type: ignore[attr-defined]
        self.fields["team_id"].choices = [("", _("No team")), *teams]  # type: ignore[attr-defined]


def _in_words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_in_words(item) for item in value) or "–"
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part)
    return "–" if value in (None, "") else str(value)
