"""A product's form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amity.customers.catalogue.drafts import ProductDraft
from amity.kernel.commands import Invalid
from amity.kernel.money.typed import from_millionths, millionths
from amity.kernel.ui.widgets import LookupInput
from amity.records.kinds.changing import Values
from amity.records.kinds.forms import OwnedForm

_TEXTS = ("name", "code", "category", "currency", "description")
_BELONGING = ("owner_id", "team_id")
_PRICES = ("unit_price", "unit_cost")


class FigureField(forms.CharField):
    """A price or quantity, cleaned to millionths; None where it is empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "widget": forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs})

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        try:
            return millionths(text) if text.strip() else None
        except Invalid as invalid:
            raise forms.ValidationError(invalid.message, code=invalid.code) from None


class ProductForm(OwnedForm):
    """All a product's own fields."""

    name = forms.CharField(label=_("Name"), max_length=300, required=False)
    code = forms.CharField(
        label=_("Code"), max_length=100, required=False, help_text=_("What stands on the shelf; no two share one.")
    )
    category = forms.CharField(
        label=_("Category"),
        max_length=600,
        required=False,
        widget=LookupInput("/products/categories"),
        help_text=_("Like Kitchen > Knives. A new one is added."),
    )
    unit_price = FigureField(label=_("Price"))
    unit_cost = FigureField(label=_("Cost"), help_text=_("What one costs you."))
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False, help_text=_("Like EUR."))
    description = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    first = ("name", "code", "unit_price", "currency")
    sections = (
        (_("What it is"), (("name", "code"), ("category",), ("description",))),
        (_("What it costs"), (("unit_price", "unit_cost", "currency"),)),
        (_("Whose it is"), (("owner_id", "team_id"),)),
    )

    @staticmethod
    def initial_from(values: Values) -> dict[str, Any]:
        """Fields filled with a product's values."""
        return {
            **{name: values[name] for name in (*_TEXTS, *_BELONGING)},
            **{name: from_millionths(values[name]) for name in _PRICES},
        }

    def wanted(self) -> Values:
        return {name: self.cleaned_data[name] for name in (*_TEXTS, *_PRICES, *_BELONGING)}

    def draft(self) -> ProductDraft:
        """What the form says of a new product."""
        return ProductDraft(**self.wanted())
