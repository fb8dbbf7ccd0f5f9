"""Change orders, move them on, cancel them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amity.customers.orders.amounts import Amounts, LineSums
from amity.customers.orders.commands.creating import (
    LINE_COLUMNS,
    about_order,
    amounts_from,
    birth_of,
    in_home,
)
from amity.customers.orders.commands.customers import Customers, product_names
from amity.customers.orders.commands.stored import (
    lines_of_orders,
    not_there,
    stored_orders,
    sums_of_lines,
    write_orders,
)
from amity.customers.orders.facts import OrderCancelled, OrderPlaced, OrderStatusChanged
from amity.customers.orders.models import OrderLine, Status
from amity.customers.orders.normalised import CLEANERS, Line, line_drafts, line_value, stored_lines
from amity.kernel.bulk import insert_rows
from amity.kernel.commands import Actor, Invalid, Refused, SetResult, command, merged_changes
from amity.kernel.facts.kinds import Fact, RecordChanged
from amity.kernel.facts.log import record
from amity.kernel.facts.refs import Ref
from amity.kernel.money.rates import Converter
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.external_ids import keep_external_ids
from amity.records.kinds.numbers import ORDER
from amity.records.kinds.references import ExternalIdClaims, References
from amity.workspace.access.visibility import require_writer
from amity.workspace.settings.queries import organisation

Differing = dict[str, tuple[Any, Any]]
MOST_LINES_TOLD = 60


@dataclass(slots=True)
class Told:
    """A change that writes something: `row` holds the values after it."""

    row: dict[str, Any]
    differing: Differing
    lines: list[Line] | None
    amounts: Amounts
    external_ids: list[tuple[str, str]]
    occurred_at: datetime | None


class _Around:
    """What a set of changes is checked against, read with one query per kind of thing."""

    def __init__(self, changes: Sequence[RecordChange], by: Actor) -> None:
        self.is_alone = len(changes) == 1
        self.home = organisation().home_currency
        self.rows = stored_orders((change.record_id for change in changes), by)
        self.customers = Customers(
            (change.set.get("person_id") for change in changes),
            (change.set.get("company_id") for change in changes),
            by,
        )
        self.references = References()
        self.references.look_up_owners(
            (change.set.get("owner_id") for change in changes), (change.set.get("team_id") for change in changes)
        )
        self.claims = ExternalIdClaims(
            ORDER, (pair for change in changes for pair in change.add.get("external_ids", ()))
        )
        self.wanted_lines = [line_drafts(change.set.get("lines") or ()) for change in changes]
        self.known_lines = [line_drafts((change.was or {}).get("lines") or ()) for change in changes]
        self.products = product_names(
            line.product_id for lines in (*self.wanted_lines, *self.known_lines) for line in lines
        )
        self.lines = lines_of_orders(change.record_id for change in changes if "lines" in change.set)
        self.sums = sums_of_lines(row["id"] for row in self.rows.values() if row["line_count"])


@command("orders.update")
def update_orders(changes: Sequence[RecordChange], *, by: Actor) -> SetResult:
    """Change up to 500 orders; a change that breaks a rule is refused and does not stop the others."""
    require_writer(by)
    result = SetResult([None] * len(changes))
    around = _Around(changes, by)
    told: list[Told] = []
    for index, change in enumerate(changes):
        try:
            done = _weigh(index, change, around)
        except Refused as refused:
            result.refusals[index] = [refused]
            continue
        result.ids[index] = change.record_id
        if done is None:
            result.unchanged.add(index)
        else:
            told.append(done)
    _write(told, around.home, by)
    return result


def change_order(change: RecordChange, *, by: Actor) -> int:
    """Change one order; return its id. Raises Missing, Stale, Invalid, Refused."""
    return update_orders([change], by=by).only()


def set_order_status(order_id: int, status: str, *, by: Actor, version: int | None = None) -> int:
    """Move an order on, or back; return its id."""
    return change_order(RecordChange(order_id, {"status": status}, version=version), by=by)


def cancel_order(order_id: int, *, by: Actor) -> int:
    """Cancel an order, so that it counts for nothing; return its id."""
    return set_order_status(order_id, Status.CANCELLED, by=by)


def _weigh(index: int, change: RecordChange, around: _Around) -> Told | None:
    """Apply `change` to its row; None when it changes nothing. Raises Refused, and then the row is as it was."""
    row = around.rows.get(change.record_id)
    if row is None:
        raise not_there(is_alone=around.is_alone)
    differing = _differing(index, change, row, around)
    lines: list[Line] | None = differing.pop("lines", (None, None))[1]
    _check(change, differing, around)
    after = {**row, **{name: new for name, (_old, new) in differing.items()}}
    sums = around.sums.get(row["id"], LineSums()) if lines is None else LineSums.of([line[-1] for line in lines])
    if not sums.count:
        _leave_open_what_follows(after, differing)
    amounts = amounts_from(after, sums)
    after.update(net=amounts.net, total=amounts.total, is_refund=amounts.is_refund, line_count=sums.count)
    for name in ("net", "total"):
        differing.pop(name, None)
        if row[name] != after[name]:
            differing[name] = (row[name], after[name])
    external_ids = around.claims.claim(change.add.get("external_ids", ()), for_record=row["id"])
    if lines is not None:
        differing["lines"] = _told_lines(around.lines[row["id"]], lines)
        around.lines[row["id"]], around.sums[row["id"]] = lines, sums
    if not differing and not external_ids:
        return None
    row.update(after, version=row["version"] + 1)
    return Told(row, differing, lines, amounts, external_ids, change.occurred_at)


def _told_lines(before: list[Line], after: list[Line]) -> tuple[Any, Any]:
    """Lines as a fact holds them; of a long order only how many there were, which cannot be undone."""
    if len(before) + len(after) > MOST_LINES_TOLD:
        return len(before), len(after)
    return [line_value(line) for line in before], [line_value(line) for line in after]


def _leave_open_what_follows(after: dict[str, Any], differing: Differing) -> None:
    """Without lines, a changed total alone moves net, a changed net or tax alone moves the total."""
    if "total" in differing and "net" not in differing:
        after["net"] = None
    elif "total" not in differing and ("net" in differing or "tax" in differing):
        after["total"] = None


def _differing(index: int, change: RecordChange, row: dict[str, Any], around: _Around) -> Differing:
    unknown = change.set.keys() - CLEANERS.keys() - {"lines"}
    if unknown:
        raise Invalid("order.no_such_field", _("An order has no field of this name."), min(unknown))
    has_lines = bool(around.wanted_lines[index]) if "lines" in change.set else bool(row["line_count"])
    # With lines, net and total follow from them.
    left_aside = {"lines", "net", "total"} if has_lines else {"lines"}
    wanted = {name: CLEANERS[name](value) for name, value in change.set.items() if name not in left_aside}
    if wanted.get("currency") == "":
        wanted["currency"] = around.home
    was = {name: CLEANERS[name](value) for name, value in (change.was or {}).items() if name in CLEANERS}
    if "lines" in change.set:
        wanted["lines"] = stored_lines(around.wanted_lines[index], around.products)
        if change.was and "lines" in change.was:
            was["lines"] = stored_lines(around.known_lines[index], around.products)
        row = {**row, "lines": around.lines[row["id"]]}
    # A form sends every field; one that its reader left as it was is no change, whatever happened meanwhile.
    wanted = {name: value for name, value in wanted.items() if name not in was or was[name] != value}
    return merged_changes(now=row, wanted=wanted, was=was or None, version=change.version, version_now=row["version"])


def _check(change: RecordChange, differing: Differing, around: _Around) -> None:
    around.customers.check(
        differing["person_id"][1] if "person_id" in differing else None,
        differing["company_id"][1] if "company_id" in differing else None,
    )
    around.references.check_owner(
        differing["owner_id"][1] if "owner_id" in differing else None,
        differing["team_id"][1] if "team_id" in differing else None,
    )


def _write(told: list[Told], home: str, by: Actor) -> None:
    if not told:
        return
    converter = Converter(home)
    for done in told:
        row = done.row
        row["net_home"] = in_home(converter, row["net"], row["currency"], row["ordered_at"])
        for fact, about in _facts(done):
            record(fact, about=about, by=by, occurred_at=done.occurred_at)
    write_orders({done.row["id"]: done.row for done in told}.values(), timezone.now())
    replaced = {done.row["id"]: done.lines for done in told if done.lines is not None}
    if replaced:
        OrderLine.objects.filter(order_id__in=replaced)._raw_delete("default")  # type: ignore[attr-defined]
        insert_rows(
            OrderLine,
            LINE_COLUMNS,
            [(order_id, place, *line) for order_id, lines in replaced.items() for place, line in enumerate(lines, 1)],
        )
    keep_external_ids(ORDER, {pair: done.row["id"] for done in told for pair in done.external_ids})


def _facts(done: Told) -> list[tuple[Fact, list[Ref]]]:
    row, order_id = done.row, done.row["id"]
    facts: list[tuple[Fact, list[Ref]]] = []
    changes: dict[str, list[Any]] = {name: list(pair) for name, pair in done.differing.items() if name != "status"}
    if done.external_ids:
        changes["external_ids"] = [[], [f"{source}:{value}" for source, value in done.external_ids]]
    if changes:
        changed = RecordChanged(record_kind=ORDER, record_id=order_id, changes=changes)
        facts.append((changed, [Ref(ORDER, order_id)]))
    if "status" in done.differing:
        facts.append((_status_fact(done), about_order(order_id, row)))
    return facts


def _status_fact(done: Told) -> Fact:
    row, order_id = done.row, done.row["id"]
    before, after = done.differing["status"]
    if after == Status.CANCELLED:
        return OrderCancelled(
            order_id=order_id,
            number=row["number"],
            lines=row["line_count"],
            total=row["total"],
            currency=row["currency"],
            before=before,
        )
    if before == Status.DRAFT:
        placed = birth_of(order_id, row, done.amounts, row["line_count"])
        return replace(placed, before=before, after=after) if isinstance(placed, OrderPlaced) else placed
    return OrderStatusChanged(order_id=order_id, number=row["number"], before=before, after=after)
