"""An order's form, and its lines as rows of a form set."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amity.customers.catalogue.forms import FigureField
from amity.customers.orders.drafts import OrderDraft, Status
from amity.kernel.commands import Invalid
from amity.kernel.money import MILLION
from amity.kernel.money.typed import from_millionths, from_minor, minor
from amity.kernel.ui.fields import MomentField
from amity.kernel.ui.widgets import LookupInput
from amity.records.kinds.changing import Values
from amity.records.kinds.forms import OwnedForm

_TEXTS = ("number", "title", "channel")
_BELONGING = ("owner_id", "team_id")
_AMOUNTS = ("discount", "tax", "total")
_FIGURES = ("quantity", "unit_price", "discount")
_DECIMAL = {"inputmode": "decimal"}


def _amount(**kwargs: Any) -> forms.CharField:
    return forms.CharField(required=False, widget=forms.TextInput(attrs=_DECIMAL), **kwargs)


class OrderForm(OwnedForm):
    """An order without its lines; person and company are typed and found by the page."""

    person = forms.CharField(
        label=_("Person"),
        max_length=300,
        required=False,
        widget=LookupInput("/lookup/person"),
        help_text=_("Name or e-mail."),
    )
    company = forms.CharField(
        label=_("Company"),
        max_length=300,
        required=False,
        widget=LookupInput("/lookup/company"),
        help_text=_("Left empty, it is the person's own."),
    )
    number = forms.CharField(label=_("Number"), max_length=100, required=False)
    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    ordered_at = MomentField(label=_("Ordered"))
    channel = forms.CharField(label=_("Channel"), max_length=60, required=False, help_text=_("Like shop, web, fair."))
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False, help_text=_("Like EUR."))
    status = forms.ChoiceField(label=_("Status"), choices=Status.choices, required=False)
    discount = _amount(label=_("Discount"), help_text=_("On the whole order."))
    tax = _amount(label=_("Tax"))
    total = _amount(label=_("Total"), help_text=_("Only where there are no lines."))

    shown_in: Mapping[str, str] = {"person_id": "person", "company_id": "company", "net": "total"}
    moves: Mapping[str, Sequence[str]] = {"currency": ("discount", "tax", "total")}
    person_id: int | None = None
    company_id: int | None = None
    lines: list[dict[str, Any]]

    def __init__(self, *args: Any, home_currency: str, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.home_currency = home_currency
        self.lines = []
        if is_new:
            # An order belongs to whom its customer belongs to, unless somebody says otherwise.
            for name in _BELONGING:
                field: Any = self.fields[name]
                field.choices = [("", _("As the customer")), *list(field.choices)[1:]]

    @staticmethod
    def initial_from(values: Values, *, person: str, company: str) -> dict[str, Any]:
        """Fields filled with an order's values."""
        currency = values["currency"]
        return {
            **{name: values[name] for name in (*_TEXTS, *_BELONGING, "currency", "status")},
            **{name: from_minor(values[name] or None, currency) for name in ("discount", "tax")},
            "total": "" if values["lines"] else from_minor(values["total"], currency),
            "ordered_at": datetime.fromisoformat(values["ordered_at"]),
            "person": person,
            "company": company,
        }

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).strip().upper() or self.home_currency

    def clean(self) -> None:
        super().clean()
        currency = self.cleaned_data.get("currency") or self.home_currency
        for name in _AMOUNTS:
            text = self.cleaned_data.get(name) or ""
            try:
                self.cleaned_data[name] = minor(text, currency) if text.strip() else None
            except Invalid as invalid:
                self.add_error(name, forms.ValidationError(invalid.message, code=invalid.code))

    def wanted(self) -> Values:
        data = self.cleaned_data
        values = {name: data[name] for name in (*_TEXTS, *_BELONGING, "currency")}
        values |= {"discount": data["discount"] or 0, "tax": data["tax"] or 0, "lines": self.lines}
        if data["status"]:
            values["status"] = data["status"]
        values |= {"person_id": self.person_id, "company_id": self.company_id, "ordered_at": self._moment()}
        return values if self.lines else values | {"total": data["total"]}

    def draft(self) -> OrderDraft:
        """What the form says of a new order."""
        values = {"status": Status.OPEN, **self.wanted()}
        return OrderDraft(**{name: value for name, value in values.items() if name != "lines"})

    def _moment(self) -> str:
        """The moment in UTC; the one given, where only its seconds, which the field does not show, differ."""
        moment = self.cleaned_data["ordered_at"].astimezone(UTC)
        given = self.given.get("ordered_at")
        if given and datetime.fromisoformat(given).replace(second=0, microsecond=0) == moment:
            return str(given)
        return str(moment.isoformat())


class LineForm(forms.Form):
    """One line. `place` is where it stood in the order as the page showed it."""

    place = forms.IntegerField(required=False, widget=forms.HiddenInput)
    product = forms.CharField(label=_("Product"), max_length=300, required=False)
    description = forms.CharField(label=_("Description"), max_length=300, required=False)
    quantity = FigureField(label=_("Quantity"))
    unit_price = FigureField(label=_("Price"))
    discount = FigureField(label=_("Discount"))

    product_id: int | None = None

    @staticmethod
    def initial_from(place: int, line: Mapping[str, Any], product: str) -> dict[str, Any]:
        """Fields filled with one stored line."""
        figures = {name: from_millionths(line[name]) for name in _FIGURES}
        if not line["discount"]:
            figures["discount"] = ""
        return {"place": place, "product": product, "description": line["description"], **figures}

    @property
    def is_empty(self) -> bool:
        data = self.cleaned_data
        return (
            not data or data.get("DELETE") or not any(data[name] for name in ("product", "description", "unit_price"))
        )

    def value(self, given: list[dict[str, Any]]) -> dict[str, Any]:
        """The line as a value of the order; one whose figures are as given keeps the net its source gave."""
        data = self.cleaned_data
        line = {
            "product_id": self.product_id,
            "description": data["description"],
            "quantity": MILLION if data["quantity"] is None else data["quantity"],
            "unit_price": data["unit_price"] or 0,
            "discount": data["discount"] or 0,
        }
        place = data["place"]
        before = given[place] if place is not None and 0 <= place < len(given) else {}
        is_same = all(before.get(name) == line[name] for name in _FIGURES)
        return line | {"net": before["net"] if is_same else None}


LineSet = forms.formset_factory(LineForm, extra=0, can_delete=True, max_num=1000, validate_max=True)


class StatusForm(forms.Form):
    """Where an order goes next."""

    status = forms.ChoiceField(
        label=_("Status"), choices=[choice for choice in Status.choices if choice[0] != "cancelled"]
    )
