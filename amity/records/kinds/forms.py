"""The form a record is edited in: it carries the version and the values it was given, so that changes merge."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amity.records.kinds.changing import RecordChange, Values

Words = str | Promise


class RecordForm(forms.Form):
    """Base of the edit forms. A subclass says what its fields mean as values of the record.

    `was` is the values as the page showed them. Only what the person changed is sent to the command; two people who
    change different fields never meet.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    was = forms.CharField(required=False, widget=forms.HiddenInput)
    # Which form field shows a value of the record, where the names differ.
    shown_in: Mapping[str, str] = {}
    # Values that mean something else when a form field changes: amounts are figures of a currency.
    moves: Mapping[str, Sequence[str]] = {}
    # How the whole form is laid out: headings, and rows of fields that stand beside each other.
    sections: Sequence[tuple[Words, Sequence[tuple[str, ...]]]] = ()
    # What a new record is asked for; the rest is folded away.
    first: Sequence[str] = ()
    # The fields somebody changed, where that is known; the rest stands as it is stored.
    mine: frozenset[str] | None = None

    def wanted(self) -> Values:
        """The record's values as the form now says; lists keep what the form does not show."""
        raise NotImplementedError

    def is_touched(self, name: str) -> bool:
        """Whether the record may have to change for this field: names are not looked up again for nothing."""
        return self.mine is None or name in self.mine

    def pick(self, name: str) -> str:
        """The public key of the record that was picked for a field, "" for a name that was only typed."""
        return str(self.data.get(f"{name}-pick") or "")

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
