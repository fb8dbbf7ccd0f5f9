"""How a company is edited by hand."""

from collections.abc import Sequence
from typing import Any

from amity.customers.companies.choosing import names_of, parent_named
from amity.customers.companies.commands import add_company, update_companies
from amity.customers.companies.forms import CompanyForm
from amity.customers.companies.models import Company
from amity.customers.companies.values import values_of
from amity.kernel.commands import Actor, SetResult
from amity.records.kinds.changing import RecordChange, Values
from amity.records.kinds.editing import RecordEditing
from amity.records.kinds.pages import belonging_choices
from amity.records.kinds.picking import picked


class CompanyEditing(RecordEditing[Company, CompanyForm]):
    """The company it belongs to is typed by name and found."""

    def values_of(self, records: Sequence[Company]) -> dict[int, Values]:
        return values_of(records)

    def update(self, changes: Sequence[RecordChange], *, by: Actor) -> SetResult:
        return update_companies(changes, by=by)

    def initial(self, record: Company, values: Values, *, seen_by: Actor) -> dict[str, Any]:
        parent_id = values["parent_id"]
        parent = names_of([parent_id], seen_by=seen_by).get(parent_id) if parent_id else None
        return CompanyForm.initial_from(values, parent.name if parent else "")

    def form(self, record: Company | None, data: Any, *, initial: dict[str, Any], seen_by: Actor) -> CompanyForm:
        return CompanyForm(data, initial=initial, **belonging_choices(record, seen_by=seen_by))

    def resolve(self, form: CompanyForm, *, by: Actor) -> None:
        form.parent_id = form.given.get("parent_id")
        if form.is_touched("parent"):
            chosen = picked(form, "parent", "company", by=by) or form.parent_id
            form.parent_id = parent_named(form.cleaned_data["parent"], seen_by=by, prefer=chosen)

    def add(self, form: CompanyForm, *, by: Actor) -> int:
        return add_company(form.draft(), by=by)
