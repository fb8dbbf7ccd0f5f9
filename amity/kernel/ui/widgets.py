"""Inputs that offer what could be meant while somebody types; without script they take the text as it stands."""

from typing import Any

from django import forms


class LookupInput(forms.TextInput):
    """A text with suggestions from an address that takes `q`. Of records, the one that was picked is sent beside its
    name as `<field>-pick`, for names may be borne by several. `is_many` completes one word of a list with commas."""

    template_name = "ui/lookup_input.html"

    def __init__(self, address: str, *, is_many: bool = False, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.address, self.is_many = address, is_many

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"].setdefault("autocomplete", "off")
        return context | {"address": self.address, "is_many": self.is_many, "picks": not self.is_many}
