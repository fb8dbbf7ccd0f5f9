"""Files with one line of an order a row; rows of one order share its number and mostly follow each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from amity.customers.catalogue.importing import ProductFinder
from amity.customers.orders.commands import add_lines, create_orders, update_orders
from amity.customers.orders.drafts import LineDraft, LinesAddition, OrderDraft
from amity.customers.orders.import_customers import CustomerFinder, read_email
from amity.customers.orders.import_lines import StoredLines, read_line
from amity.customers.orders.import_values import check_values, header_changes, order_key, order_values, read_status
from amity.customers.orders.queries import stored_orders_to_compare, visible_order_ids
from amity.kernel.commands import Refused, SetResult
from amity.records.imports.interface import Earlier, Given, Plan, Setup
from amity.records.imports.refusing import told
from amity.records.imports.states import Outcome
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.external_ids import records_by_external_id
from amity.records.kinds.numbers import ORDER


@dataclass(slots=True)
class Group:
    """The rows of one order in one batch. `record_id` is None for an order that is to be made."""

    key: str
    plans: list[Plan] = field(default_factory=list)
    record_id: int | None = None
    is_ours: bool = False
    changes: dict[str, list[Any]] = field(default_factory=dict)
    stored: StoredLines | None = None

    @property
    def head(self) -> Plan:
        return self.plans[0]


class LinesSession:
    """Orders with their lines. The first row of an order tells of the order, each row of its line."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._by = setup.by
        self._products = ProductFinder(setup)
        self._customers = CustomerFinder(setup)
        self._has_date = setup.maps("ordered_at")

    def plan(self, rows: Sequence[Given], earlier: Earlier) -> list[Plan]:
        plans = [Plan(row, Outcome.WRONG if row.problems else Outcome.NEW) for row in rows]
        read_email(rows, self._setup)
        groups = self._grouped(plans)
        good = [plan.given for plan in plans if plan.outcome == Outcome.NEW]
        self._products.look_up([row.values for row in good])
        self._customers.look_up(good)
        self._find_orders(groups, earlier)
        for group in groups:
            for plan in group.plans:
                plan.work, plan.title, plan.record_id = group, group.key, group.record_id
            if group.record_id is None and not group.is_ours:
                self._plan_new(group, earlier)
            elif group.record_id is not None:
                self._plan_stored(group)
        return plans

    def write(self, plans: Sequence[Plan]) -> None:
        groups = list({id(plan.work): plan.work for plan in plans}.values())
        for group in groups:
            group.plans = [plan for plan in group.plans if not plan.is_left_out]
        fresh = [plan for group in groups for plan in group.plans if plan.outcome != Outcome.UNCHANGED]
        self._products.make_missing([plan.given.values for plan in fresh])
        self._customers.make_missing([group.head for group in groups if group.record_id is None and group.plans])
        self._write_new([group for group in groups if group.record_id is None and group.plans])
        stored = [group for group in groups if group.record_id is not None and group.plans]
        self._write_heads([group for group in stored if group.changes])
        self._write_more_lines(stored)

    def _grouped(self, plans: Sequence[Plan]) -> list[Group]:
        groups: dict[str, Group] = {}
        for plan in plans:
            if plan.outcome == Outcome.WRONG:
                continue
            key = order_key(plan.given.values)
            if not key:
                plan.refuse(
                    self._setup.problem("external_id", _("The row names no order."), _("Fill in the order's number."))
                )
                continue
            groups.setdefault(key, Group(key)).plans.append(plan)
        return list(groups.values())

    def _find_orders(self, groups: list[Group], earlier: Earlier) -> None:
        found = records_by_external_id(ORDER, self._setup.source, [group.key for group in groups])
        seen = visible_order_ids(found.values(), seen_by=self._by) if found else set()
        promised = earlier.promised([f"id {group.key}" for group in groups])
        stored = stored_orders_to_compare(seen, seen_by=self._by) if seen else {}
        ours = earlier.new_among(seen) if seen else set()
        touched = earlier.rows_of(seen) if seen else {}
        parts = earlier.parts_of(seen) if seen else {}
        for group in groups:
            group.record_id = found.get(group.key)
            group.is_ours = group.record_id in ours or f"id {group.key}" in promised
            if group.record_id is None:
                continue
            if group.record_id not in seen:
                problem = self._setup.problem(
                    "external_id",
                    _("The order %s exists, and you may not change it.") % group.key,
                    _("Ask an administrator to import this row."),
                )
                for plan in group.plans:
                    plan.refuse(problem)
                continue
            now = stored[group.record_id]
            group.stored = StoredLines(now["lines"], parts.get(group.record_id, ()))
            if group.record_id not in touched and self._setup.options.get("existing") != "skip":
                self._compare_head(group, now)

    def _compare_head(self, group: Group, now: Mapping[str, Any]) -> None:
        row = group.head.given
        read_status(row, self._setup)
        self._customers.warn(row)
        given = order_values(row, self._customers.customer_of(row.values), self._setup)
        if not self._has_date:
            given = {}
        try:
            group.changes = header_changes(now, given, has_lines=True)
        except Refused as refused:
            group.head.refuse(told(refused, self._setup))

    def _plan_new(self, group: Group, earlier: Earlier) -> None:
        row = group.head.given
        if not self._has_date:
            problem = self._setup.problem(
                "external_id",
                _("No order has the number %s.") % group.key,
                _("Import the orders from the same source first, then this file again."),
            )
            for plan in group.plans:
                plan.refuse(problem)
            return
        read_status(row, self._setup)
        self._customers.warn(row)
        refused = check_values(order_values(row, self._customers.customer_of(row.values), self._setup))
        if refused is not None:
            problem = told(refused, self._setup)
            for plan in group.plans:
                plan.refuse(problem)
        elif row.problems:
            group.head.outcome = Outcome.WRONG
        else:
            earlier.promise([f"id {group.key}"], row.number, row.digest)

    def _plan_stored(self, group: Group) -> None:
        """Each row is a line that is there, or one more."""
        assert group.stored is not None or group.head.is_left_out
        for plan in group.plans:
            if plan.is_left_out or group.stored is None:
                continue
            values = plan.given.values
            product_id = self._products.product_of(values)
            is_new_product = product_id is None and bool(values.get("product_code") or values.get("product_name"))
            place = None if is_new_product else group.stored.take(read_line(values, product_id))
            if place is not None:
                plan.part = place
                plan.outcome = Outcome.UNCHANGED
            else:
                plan.outcome = Outcome.NEW if group.is_ours else Outcome.CHANGED
                plan.changes = {"lines": [None, values.get("product_name") or values.get("product_code", "")]}
        if group.changes and not group.head.is_left_out:
            group.head.outcome = Outcome.CHANGED
            group.head.changes = {**(group.head.changes or {}), **group.changes}

    def _line(self, plan: Plan) -> LineDraft:
        values = plan.given.values
        return read_line(values, self._products.product_of(values))

    def _write_new(self, groups: list[Group]) -> None:
        if not groups:
            return
        drafts = [
            OrderDraft(
                **order_values(group.head.given, self._customers.customer_of(group.head.given.values), self._setup),
                lines=[self._line(plan) for plan in group.plans],
                external_ids=[(self._setup.source, group.key)],
            )
            for group in groups
        ]
        result = create_orders(drafts, by=self._by)
        self._keep(groups, result)
        for group in groups:
            for place, plan in enumerate(group.plans, 1):
                plan.part = place if plan.record_id is not None else None

    def _write_heads(self, groups: list[Group]) -> None:
        changes = [
            RecordChange(group.record_id or 0, {name: after for name, (_before, after) in group.changes.items()})
            for group in groups
        ]
        if changes:
            self._keep(groups, update_orders(changes, by=self._by))

    def _write_more_lines(self, groups: list[Group]) -> None:
        additions, added = [], []
        for group in groups:
            plans = [plan for plan in group.plans if not plan.is_left_out and plan.part is None]
            if plans:
                additions.append(LinesAddition(group.record_id or 0, [self._line(plan) for plan in plans]))
                added.append((group, plans))
        if not additions:
            return
        result = add_lines(additions, by=self._by)
        for index, (group, plans) in enumerate(added):
            refusals = result.refusals.get(index)
            for place, plan in enumerate(plans, (group.stored.last if group.stored else 0) + 1):
                if refusals:
                    plan.refuse(told(refusals[0], self._setup))
                else:
                    plan.part = place

    def _keep(self, groups: list[Group], result: SetResult) -> None:
        for index, group in enumerate(groups):
            refusals = result.refusals.get(index)
            for plan in group.plans:
                plan.record_id = result.ids[index]
                if refusals:
                    plan.refuse(told(refusals[0], self._setup))
