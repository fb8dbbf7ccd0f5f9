"""Add orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from amity.customers.orders.amounts import Amounts, LineSums, amounts_given, amounts_of_lines
from amity.customers.orders.commands.customers import Customers, product_names
from amity.customers.orders.drafts import OrderDraft
from amity.customers.orders.facts import OrderDrafted, OrderPlaced
from amity.customers.orders.models import Order, OrderLine, Status
from amity.customers.orders.normalised import CLEANERS, Line, number_key, order_search_text, stored_lines
from amity.kernel.bulk import insert_rows, reserve_ids
from amity.kernel.commands import Actor, Refused, SetResult, command
from amity.kernel.facts.kinds import Fact
from amity.kernel.facts.log import record
from amity.kernel.facts.refs import Ref
from amity.kernel.ids import new_uid
from amity.kernel.money.rates import Converter
from amity.records.kinds.external_ids import keep_external_ids
from amity.records.kinds.numbers import COMPANY, ORDER, PERSON
from amity.records.kinds.references import ExternalIdClaims, References
from amity.records.kinds.registry import insert_side_rows
from amity.workspace.access.visibility import require_writer
from amity.workspace.settings.queries import organisation

COLUMNS = (
    "id", "uid", "version", "name_key", "search_text", "owner_id", "team_id", "created_at", "updated_at",
    "number", "title", "person_id", "company_id", "ordered_at", "currency", "status", "channel", "net", "discount",
    "tax", "total", "net_home", "is_refund", "line_count",
)  # fmt: skip
LINE_COLUMNS = ("order_id", "position", "product_id", "description", "quantity", "unit_price", "discount", "net")


@dataclass(slots=True)
class Checked:
    """A draft that broke no rule."""

    index: int
    values: dict[str, Any]
    lines: list[Line]
    amounts: Amounts
    external_ids: list[tuple[str, str]]


@command("orders.create")
def create_orders(drafts: Sequence[OrderDraft], *, by: Actor) -> SetResult:
    """Add up to 500 orders; a draft that breaks a rule is refused and does not stop the others."""
    require_writer(by)
    result = SetResult([None] * len(drafts))
    home = organisation().home_currency
    customers = Customers((draft.person_id for draft in drafts), (draft.company_id for draft in drafts), by)
    checked = _check(drafts, customers, home, result)
    converter = Converter(home)
    ids = reserve_ids(Order, len(checked))
    now = timezone.now()
    rows: list[tuple[Any, ...]] = []
    line_rows: list[tuple[Any, ...]] = []
    external: dict[tuple[str, str], int] = {}
    for order_id, order in zip(ids, checked, strict=True):
        draft, values, amounts = drafts[order.index], order.values, order.amounts
        number, title, ordered_at, currency = (
            values["number"], values["title"], values["ordered_at"], values["currency"],
        )  # fmt: skip
        owner_id, team_id = customers.belonging(values["person_id"], values["company_id"])
        result.ids[order.index] = order_id
        rows.append((
            order_id, new_uid(), 1, number_key(number, title), order_search_text(number, title),
            values["owner_id"] or owner_id or by.account_id, values["team_id"] or team_id, now, now,
            number, title, values["person_id"], values["company_id"], ordered_at, currency, values["status"],
            values["channel"], amounts.net, values["discount"], values["tax"], amounts.total,
            in_home(converter, amounts.net, currency, ordered_at), amounts.is_refund, len(order.lines),
        ))  # fmt: skip
        line_rows.extend((order_id, position, *line) for position, line in enumerate(order.lines, 1))
        external.update(dict.fromkeys(order.external_ids, order_id))
        record(
            birth_of(order_id, values, amounts, len(order.lines)),
            about=about_order(order_id, values),
            by=by,
            occurred_at=draft.occurred_at or ordered_at,
        )
    insert_rows(Order, COLUMNS, rows)
    insert_rows(OrderLine, LINE_COLUMNS, line_rows)
    keep_external_ids(ORDER, external)
    insert_side_rows(ORDER, ids)
    return result


def open_order(draft: OrderDraft, *, by: Actor) -> int:
    """Add one order; return its id."""
    return create_orders([draft], by=by).only()


def in_home(converter: Converter, net: int | None, currency: str, ordered_at: Any) -> int | None:
    """`net` at the rate of the day (UTC); None where there is no amount or no rate."""
    return None if net is None else converter.to_home(net, currency, ordered_at.date())


def about_order(order_id: int, values: dict[str, Any]) -> list[Ref]:
    """Whose timelines tell of an order: its own, the person's, the company's."""
    refs = [Ref(ORDER, order_id)]
    if values["person_id"]:
        refs.append(Ref(PERSON, values["person_id"]))
    if values["company_id"]:
        refs.append(Ref(COMPANY, values["company_id"]))
    return refs


def birth_of(order_id: int, values: dict[str, Any], amounts: Amounts, lines: int) -> Fact:
    """The fact that tells of a new order."""
    if values["status"] == Status.DRAFT:
        return OrderDrafted(
            order_id=order_id, number=values["number"], lines=lines, total=amounts.total, currency=values["currency"]
        )
    return OrderPlaced(
        order_id=order_id,
        number=values["number"],
        lines=lines,
        total=amounts.total,
        currency=values["currency"],
        is_refund=amounts.is_refund or None,
        is_cancelled=values["status"] == Status.CANCELLED or None,
    )


def _check(drafts: Sequence[OrderDraft], customers: Customers, home: str, result: SetResult) -> list[Checked]:
    claims = ExternalIdClaims(ORDER, (pair for draft in drafts for pair in draft.external_ids))
    references = References()
    references.look_up_owners((draft.owner_id for draft in drafts), (draft.team_id for draft in drafts))
    products = product_names(line.product_id for draft in drafts for line in draft.lines)
    checked: list[Checked] = []
    for index, draft in enumerate(drafts):
        try:
            values = {name: clean(getattr(draft, name)) for name, clean in CLEANERS.items()}
            customers.check(draft.person_id, draft.company_id)
            references.check_owner(draft.owner_id, draft.team_id)
            values["company_id"] = draft.company_id or customers.company_of(draft.person_id)
            values["currency"] = values["currency"] or home
            lines = stored_lines(draft.lines, products)
            amounts = amounts_from(values, LineSums.of([line[-1] for line in lines]))
            external_ids = claims.claim(draft.external_ids)
        except Refused as refused:
            result.refusals[index] = [refused]
        else:
            checked.append(Checked(index, values, lines, amounts, external_ids))
    return checked


def amounts_from(values: dict[str, Any], sums: LineSums) -> Amounts:
    """What an order of these values and lines comes to; raises Invalid when too large."""
    if sums.count:
        return amounts_of_lines(sums, currency=values["currency"], discount=values["discount"], tax=values["tax"])
    return amounts_given(net=values["net"], total=values["total"], tax=values["tax"])
