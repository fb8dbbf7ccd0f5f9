"""HTML input of visibility: one choice for each kind."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

CHOICES = [
    ("everyone", _("Everyone sees all of them")),
    ("team", _("Members see their own and their teams'")),
    ("own", _("Members see only their own")),
]


class VisibilityForm(forms.Form):
    """`kinds` are (number, label, reach) of every kind."""

    def __init__(self, *args: Any, kinds: Sequence[tuple[int, Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, label, reach in kinds:
            self.fields[f"kind_{number}"] = forms.ChoiceField(label=label, choices=CHOICES, initial=reach)
