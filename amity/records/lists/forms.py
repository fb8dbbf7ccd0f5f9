"""Forms around a list: a view to keep."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ViewForm(forms.Form):
    """A view's name, whose it is (`personal`, `everyone`, `team-3`), and whether the list opens with it."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    shared = forms.ChoiceField(label=gettext_lazy("For"))
    opens = forms.BooleanField(label=gettext_lazy("The list opens with it"), required=False)

    def __init__(self, *args: Any, teams: Sequence[tuple[int, str]], is_administrator: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shared = [("personal", _("Myself")), *((f"team-{pk}", name) for pk, name in teams)]
        if is_administrator:
            shared.append(("everyone", _("Everyone")))
        self.fields["shared"].choices = shared  # type: ignore[attr-defined]

    @property
    def audience(self) -> dict[str, Any]:
        """The audience as commands take it."""
        kind, _dash, team = self.cleaned_data["shared"].partition("-")
        return {"audience": kind, "team_id": int(team) if team else None}


def shared_with(audience: str, team_id: int | None) -> str:
    """An audience as the form shows it."""
    return f"team-{team_id}" if audience == "team" else audience
