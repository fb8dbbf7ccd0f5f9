"""A company's form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amity.customers.companies.drafts import CompanyDraft
from amity.customers.contact.places import Place
from amity.kernel.ui.widgets import LookupInput
from amity.records.kinds.changing import Values
from amity.records.kinds.forms import RecordForm

_SAME = (
    "name", "industry", "employees", "phone", "street", "city", "region", "postal_code", "country", "about", "owner_id",
    "team_id",
)  # fmt: skip


class CompanyForm(RecordForm):
    """All a company's own fields; the parent company is typed by name and found by the page."""

    name = forms.CharField(label=_("Name"), max_length=300, required=False)
    domains = forms.CharField(
        label=_("Web domains"), required=False, help_text=_("With commas between them, like example.com.")
    )
    parent = forms.CharField(
        label=_("Part of"),
        max_length=300,
        required=False,
        widget=LookupInput("/lookup/company"),
        help_text=_("The company it belongs to."),
    )
    industry = forms.CharField(label=_("Industry"), max_length=120, required=False)
    employees = forms.IntegerField(label=_("Employees"), min_value=0, max_value=100_000_000, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=60, required=False)
    street = forms.CharField(label=_("Street"), max_length=300, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=30, required=False)
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    region = forms.CharField(label=_("Region"), max_length=120, required=False)
    country = forms.CharField(label=_("Country"), max_length=80, required=False)
    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        widget=LookupInput("/tags", is_many=True),
        help_text=_("With commas between them."),
    )
    owner_id = forms.TypedChoiceField(label=_("Owner"), required=False, coerce=int, empty_value=None)
    team_id = forms.TypedChoiceField(label=_("Team"), required=False, coerce=int, empty_value=None)
    about = forms.CharField(label=_("About"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    first = ("name", "domains")
    sections = (
        (_("Company"), (("name",), ("domains",), ("parent", "industry"), ("employees", "phone"))),
        (_("Address"), (("street",), ("postal_code", "city"), ("region", "country"))),
        (_("About"), (("tags",), ("about",))),
        (_("Whose it is"), (("owner_id", "team_id"),)),
    )
    shown_in = {"parent_id": "parent"}
    parent_id: int | None = None

    def __init__(
        self, *args: Any, owners: Sequence[tuple[int, str]], teams: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_id"].choices = [("", _("Nobody")), *owners]  # type: ignore[attr-defined]
        self.fields["team_id"].choices = [("", _("No team")), *teams]  # type: ignore[attr-defined]

    @staticmethod
    def initial_from(values: Values, parent_name: str) -> dict[str, Any]:
        """Fields filled with a company's values."""
        return {
            **{name: values[name] for name in _SAME},
            "domains": ", ".join(values["domains"]),
            "parent": parent_name,
            "tags": ", ".join(values["tags"]),
        }

    def wanted(self) -> Values:
        return {
            **{name: self.cleaned_data[name] for name in _SAME},
            "parent_id": self.parent_id,
            "domains": self._listed("domains"),
            "tags": self._listed("tags"),
        }

    def draft(self) -> CompanyDraft:
        """What the form says as a new company."""
        data = self.cleaned_data
        return CompanyDraft(
            name=data["name"],
            domains=self._listed("domains"),
            parent_id=self.parent_id,
            industry=data["industry"],
            employees=data["employees"],
            phone=data["phone"],
            place=Place(data["street"], data["city"], data["region"], data["postal_code"], data["country"]),
            about=data["about"],
            tags=self._listed("tags"),
            owner_id=data["owner_id"],
            team_id=data["team_id"],
        )

    def _listed(self, field: str) -> list[str]:
        return [word.strip() for word in self.cleaned_data[field].split(",") if word.strip()]
