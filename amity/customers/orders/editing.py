"""How an order is edited by hand, but for its lines, which have a form of their own."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from amity.customers.orders.choosing import company_called, customer_names, person_called
from amity.customers.orders.commands import open_order, update_orders
from amity.customers.orders.drafts import LineDraft
from amity.customers.orders.forms import OrderForm
from amity.customers.orders.models import Order
from amity.customers.orders.queries import values_of
from amity.kernel.commands import Actor, Invalid, SetResult, Stale
from amity.records.kinds.changing import RecordChange, Values
from amity.records.kinds.editing import RecordEditing
from amity.records.kinds.pages import belonging_choices
from amity.records.kinds.picking import picked
from amity.workspace.settings.queries import organisation


class OrderEditing(RecordEditing[Order, OrderForm]):
    """Person and company are typed and found; `resolve` keeps the lines the page was given."""

    def values_of(self, records: Sequence[Order]) -> dict[int, Values]:
        return values_of(records)

    def update(self, changes: Sequence[RecordChange], *, by: Actor) -> SetResult:
        return update_orders(changes, by=by)

    def follows(self, values: Values) -> frozenset[str]:
        return frozenset({"net", "total"} if values["lines"] else ())

    def initial(self, record: Order, values: Values, *, seen_by: Actor) -> dict[str, Any]:
        person, company = customer_names(values["person_id"], values["company_id"], seen_by=seen_by)
        return OrderForm.initial_from(values, person=person, company=company)

    def form(self, record: Order | None, data: Any, *, initial: dict[str, Any], seen_by: Actor) -> OrderForm:
        return OrderForm(
            data,
            initial=initial,
            home_currency=organisation().home_currency,
            is_new=record is None,
            **belonging_choices(record, seen_by=seen_by),
        )

    def resolve(self, form: OrderForm, *, by: Actor) -> None:
        given = form.given
        form.person_id, form.company_id = given.get("person_id"), given.get("company_id")
        if form.is_touched("person"):
            chosen = picked(form, "person", "person", by=by) or form.person_id
            form.person_id = person_called(form.cleaned_data["person"], by=by, prefer=chosen)
        if form.is_touched("company"):
            chosen = picked(form, "company", "company", by=by) or form.company_id
            form.company_id = company_called(form.cleaned_data["company"], by=by, prefer=chosen)
        form.lines = given.get("lines") or []

    def change(self, form: OrderForm, order: Order, names: Collection[str], *, by: Actor) -> None:
        """Carry out what a whole form changed, its items included."""
        given = form.given
        change = form.change(order.pk)
        wanted = {name: value for name, value in change.set.items() if name in {*names, "lines"}}
        try:
            # No stored version is 0: so the items are compared with what was given, as the other fields have been.
            self.update([replace(change, set=wanted, version=0)], by=by).only()
        except Stale as stale:
            if "lines" not in stale.conflicts:
                raise
            sent: Any = form.data
            sent["was"] = json.dumps(given | {"lines": values_of([order])[order.pk]["lines"]})
            message = _("Somebody else changed the items meanwhile. Save again to keep yours, or load the page anew.")
            raise Invalid("order.lines_changed", message) from None

    def add(self, form: OrderForm, *, by: Actor) -> int:
        draft = form.draft()
        draft.lines = [LineDraft(**line) for line in form.lines]
        return open_order(draft, by=by)


def lines_given(was: str) -> list[dict[str, Any]]:
    """The items as the page was given them, out of what the form carries; none where that is damaged."""
    try:
        lines = json.loads(was)["lines"]
    except (ValueError, TypeError, KeyError):
        return []
    return lines if isinstance(lines, list) and all(isinstance(line, dict) for line in lines) else []
