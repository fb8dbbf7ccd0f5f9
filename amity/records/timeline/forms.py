"""What the composer and the forms of entries take."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amity.kernel.ui.fields import MomentField
from amity.records.timeline.writing import writables


class EntryForm(forms.Form):
    """A new entry: what kind, what was said, when (now, when left open) and how long."""

    kind = forms.ChoiceField()
    text = forms.CharField(required=False, strip=False)
    occurred_at = MomentField(required=False, label=_("When"))
    minutes = forms.IntegerField(required=False, min_value=0, label=_("Minutes"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kind"]
        kinds.choices = [(writable.name, writable.label) for writable in writables()]

    @property
    def chosen(self) -> str:
        """The kind that is marked: the one sent, else the first."""
        return self.data.get("kind") or writables()[0].name


class TextForm(forms.Form):
    """What was written down, put differently."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}), label=_("Text"), required=False, strip=False)
