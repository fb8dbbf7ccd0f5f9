"""Files with one order a row."""

from collections.abc import Sequence

from amity.customers.orders.commands import create_orders, update_orders
from amity.customers.orders.drafts import OrderDraft
from amity.customers.orders.import_customers import CustomerFinder, read_email
from amity.customers.orders.import_values import check_values, header_changes, order_key, order_values, read_status
from amity.customers.orders.queries import stored_orders_to_compare, visible_order_ids
from amity.kernel.commands import Refused
from amity.records.imports.interface import Earlier, Given, Plan, Setup
from amity.records.imports.matching import Keys, Ways, match
from amity.records.imports.refusing import told, turn_down
from amity.records.imports.states import Outcome
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.numbers import ORDER


class HeaderSession:
    """Orders without lines, or whose lines come in a file of their own."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._by = setup.by
        self._customers = CustomerFinder(setup)
        self._ways = Ways(ORDER, setup.source, lambda ids: visible_order_ids(ids, seen_by=self._by))

    def plan(self, rows: Sequence[Given], earlier: Earlier) -> list[Plan]:
        read_email(rows, self._setup)
        for row in rows:
            read_status(row, self._setup)
        plans = match(rows, [Keys(order_key(row.values)) for row in rows], self._ways, earlier)
        open_plans = [plan for plan in plans if plan.outcome in (Outcome.NEW, Outcome.CHANGED)]
        self._customers.look_up([plan.given for plan in open_plans])
        for plan in open_plans:
            plan.title = plan.given.values.get("title") or order_key(plan.given.values)
            self._customers.warn(plan.given)
            plan.work = order_values(plan.given, self._customers.customer_of(plan.given.values), self._setup)
            refused = check_values(plan.work) if plan.outcome == Outcome.NEW else None
            if refused is not None:
                plan.refuse(told(refused, self._setup))
            elif plan.given.problems:
                plan.outcome = Outcome.WRONG
        self._compare([plan for plan in open_plans if plan.outcome == Outcome.CHANGED])
        return plans

    def write(self, plans: Sequence[Plan]) -> None:
        open_plans = [plan for plan in plans if plan.outcome in (Outcome.NEW, Outcome.CHANGED)]
        self._customers.make_missing(open_plans)
        for plan in open_plans:
            person_id, company_id = self._customers.customer_of(plan.given.values)
            plan.work.update(
                {"person_id": person_id} if person_id else {}, **({"company_id": company_id} if company_id else {})
            )
        new = [plan for plan in open_plans if plan.outcome == Outcome.NEW]
        if new:
            drafts = [
                OrderDraft(**plan.work, external_ids=[(self._setup.source, order_key(plan.given.values))])
                for plan in new
            ]
            turn_down(new, create_orders(drafts, by=self._by), self._setup)
        changed = [plan for plan in open_plans if plan.outcome == Outcome.CHANGED]
        if changed:
            changes = [RecordChange(plan.record_id or 0, plan.work) for plan in changed]
            turn_down(changed, update_orders(changes, by=self._by), self._setup)

    def _compare(self, plans: list[Plan]) -> None:
        if not plans:
            return
        stored = stored_orders_to_compare([plan.record_id for plan in plans if plan.record_id], seen_by=self._by)
        for plan in plans:
            now = stored[plan.record_id or 0]
            try:
                plan.changes = header_changes(now, plan.work, has_lines=bool(now["line_count"]))
            except Refused as refused:
                plan.refuse(told(refused, self._setup))
                continue
            if not plan.changes or self._setup.options.get("existing") == "skip":
                plan.outcome = Outcome.UNCHANGED
