"""A person's form: one line an e-mail or number, the first is the main one."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amity.customers.people.drafts import EmailDraft, PhoneDraft
from amity.customers.people.stages import Stage
from amity.customers.people.values import PLACE
from amity.kernel.ui.widgets import LookupInput
from amity.records.kinds.changing import Values
from amity.records.kinds.forms import RecordForm

_LABELLED = re.compile(r"(?P<text>.*\S)\s*\((?P<label>[^()]{1,40})\)\s*")
_LINES = {"rows": 2}


class PersonForm(RecordForm):
    """All a person's own fields; the company is typed by name and found or added by the page."""

    full_name = forms.CharField(
        label=_("Full name"), max_length=300, required=False, help_text=_("As they write it themselves.")
    )
    given_name = forms.CharField(label=_("Given name"), max_length=150, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=150, required=False)
    emails = forms.CharField(
        label=_("E-mails"),
        required=False,
        widget=forms.Textarea(attrs=_LINES | {"inputmode": "email"}),
        help_text=_("One a line, the main one first. A label may follow in brackets: ana@example.com (work)"),
    )
    phones = forms.CharField(
        label=_("Phones"),
        required=False,
        widget=forms.Textarea(attrs=_LINES | {"inputmode": "tel"}),
        help_text=_("One a line, the main one first."),
    )
    company = forms.CharField(
        label=_("Company"),
        max_length=300,
        required=False,
        widget=LookupInput("/lookup/company"),
        help_text=_("One that is not here yet is added."),
    )
    role = forms.CharField(label=_("Role there"), max_length=160, required=False)
    street = forms.CharField(label=_("Street"), max_length=300, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=30, required=False)
    city = forms.CharField(label=_("City"), max_length=120, required=False)
    region = forms.CharField(label=_("Region"), max_length=120, required=False)
    country = forms.CharField(label=_("Country"), max_length=80, required=False)
    stage = forms.ChoiceField(label=_("Lifecycle stage"), choices=Stage.choices, required=False)
    language = forms.CharField(label=_("Language"), max_length=35, required=False)
    time_zone = forms.CharField(label=_("Time zone"), max_length=64, required=False, help_text=_("Like Europe/Berlin."))
    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        widget=LookupInput("/tags", is_many=True),
        help_text=_("With commas between them."),
    )
    owner_id = forms.TypedChoiceField(label=_("Owner"), required=False, coerce=int, empty_value=None)
    team_id = forms.TypedChoiceField(label=_("Team"), required=False, coerce=int, empty_value=None)
    about = forms.CharField(label=_("About"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    first = ("full_name", "emails", "company")
    sections = (
        (_("Name"), (("full_name",), ("given_name", "family_name"))),
        (_("Contact"), (("emails",), ("phones",))),
        (_("Work"), (("company", "role"),)),
        (_("Address"), (("street",), ("postal_code", "city"), ("region", "country"))),
        (_("About"), (("stage", "tags"), ("language", "time_zone"), ("about",))),
        (_("Whose it is"), (("owner_id", "team_id"),)),
    )
    shown_in = {"companies": "company", "addresses": "street"}
    company_id: int | None = None

    def __init__(
        self, *args: Any, owners: Sequence[tuple[int, str]], teams: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_id"].choices = [("", _("Nobody")), *owners]  # type: ignore[attr-defined]
        self.fields["team_id"].choices = [("", _("No team")), *teams]  # type: ignore[attr-defined]

    @staticmethod
    def initial_from(values: Values, company_names: dict[int, str]) -> dict[str, Any]:
        """Fields filled with a person's values."""
        employment: Values = values["companies"][0] if values["companies"] else {"company_id": None, "role": ""}
        address = values["addresses"][0] if values["addresses"] else {}
        return {
            **{name: values[name] for name in ("full_name", "given_name", "family_name", "stage", "language")},
            **{name: values[name] for name in ("time_zone", "about", "owner_id", "team_id")},
            **{name: address.get(name, "") for name in PLACE if name != "label"},
            "emails": "\n".join(_line(item["address"], item["label"]) for item in values["emails"]),
            "phones": "\n".join(_line(item["typed"], item["label"]) for item in values["phones"]),
            "company": company_names.get(employment["company_id"], ""),
            "role": employment["role"],
            "tags": ", ".join(values["tags"]),
        }

    def wanted(self) -> Values:
        data, given = self.cleaned_data, self.given
        address = {name: data[name] for name in PLACE if name != "label"}
        others = given.get("addresses") or []
        addresses = [address | {"label": others[0]["label"] if others else ""}] if any(address.values()) else []
        jobs = given.get("companies") or []
        companies = [{"company_id": self.company_id, "role": data["role"]}] if self.company_id else []
        return {
            **{name: data[name] for name in ("full_name", "given_name", "family_name", "stage", "language")},
            **{name: data[name] for name in ("time_zone", "about", "owner_id", "team_id")},
            "emails": [{"address": text, "label": label} for text, label in self._lines("emails")],
            "phones": [{"typed": text, "label": label} for text, label in self._lines("phones")],
            "addresses": addresses + others[1:],
            "companies": companies + [job for job in jobs[1:] if job["company_id"] != self.company_id],
            "tags": self.tag_names(),
        }

    def email_drafts(self) -> list[EmailDraft]:
        return [EmailDraft(text, label) for text, label in self._lines("emails")]

    def phone_drafts(self) -> list[PhoneDraft]:
        return [PhoneDraft(text, label) for text, label in self._lines("phones")]

    def tag_names(self) -> list[str]:
        return [name.strip() for name in self.cleaned_data["tags"].split(",") if name.strip()]

    def _lines(self, field: str) -> list[tuple[str, str]]:
        found = []
        for line in self.cleaned_data[field].splitlines():
            labelled = _LABELLED.fullmatch(line.strip())
            if labelled and not (field == "phones" and labelled["label"].isdigit()):
                found.append((labelled["text"], labelled["label"]))
            elif line.strip():
                found.append((line.strip(), ""))
        return found


def _line(text: str, label: str) -> str:
    return f"{text} ({label})" if label else text
