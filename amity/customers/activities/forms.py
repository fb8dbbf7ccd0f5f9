"""HTML input of calls and meetings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from amity.records.timeline.forms import TextForm


class ActivityForm(TextForm):
    """What was written down about a call or meeting, put differently."""

    minutes = forms.IntegerField(required=False, min_value=0, label=_("Minutes"))
