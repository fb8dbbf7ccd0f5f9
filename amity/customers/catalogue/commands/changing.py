"""Change products, take them out of sale and put them back."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amity.customers.catalogue.access import visible_to
from amity.customers.catalogue.commands.categories import keep_categories
from amity.customers.catalogue.commands.creating import CodeClaims
from amity.customers.catalogue.facts import ProductRetired, ProductRevived
from amity.customers.catalogue.models import Product
from amity.customers.catalogue.normalised import CLEANERS, product_name, product_search_text
from amity.kernel.bulk import update_rows
from amity.kernel.commands import Actor, Invalid, Missing, Refused, SetResult, command, locked, merged_changes
from amity.kernel.facts.kinds import Fact, RecordChanged
from amity.kernel.facts.log import record
from amity.kernel.facts.refs import Ref
from amity.kernel.text import sort_key
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.external_ids import keep_external_ids
from amity.records.kinds.numbers import PRODUCT
from amity.records.kinds.references import ExternalIdClaims, References
from amity.workspace.access.visibility import require_writer

_PLAIN = ("name", "code", "currency", "unit_price", "unit_cost", "description", "is_active", "owner_id", "team_id")
COLUMNS = (*_PLAIN, "category_id", "name_key", "code_key", "search_text", "version", "updated_at")


@command("catalogue.update_products")
def update_products(changes: Sequence[RecordChange], *, by: Actor) -> SetResult:
    """Change up to 500 products; a change that breaks a rule is refused and does not stop the others."""
    require_writer(by)
    result = SetResult([None] * len(changes))
    now = _stored([change.record_id for change in changes], by)
    told = _weigh(changes, now, result)
    categories = keep_categories({row["category"] for row, _index, _changes, _ids in told}, by=by)
    at = timezone.now()
    rows: dict[int, tuple[Any, ...]] = {}
    external: dict[tuple[str, str], int] = {}
    for row, index, differing, external_ids in told:
        product_id = row["id"]
        result.ids[index] = product_id
        external |= {pair: product_id for pair in external_ids}
        name, code = row["name"], row["code"]
        rows[product_id] = (
            *(row[column] for column in _PLAIN), categories.get(row["category"]), sort_key(name), sort_key(code),
            product_search_text(name, code), row["version"], at, product_id,
        )  # fmt: skip
        for fact in _facts(row, differing, external_ids):
            record(fact, about=[Ref(PRODUCT, product_id)], by=by, occurred_at=changes[index].occurred_at)
    update_rows(Product, COLUMNS, rows.values())
    keep_external_ids(PRODUCT, external)
    return result


def change_product(change: RecordChange, *, by: Actor) -> int:
    """Change one product; return its id. Raises Missing, Stale, Invalid, Refused."""
    return update_products([change], by=by).only()


def retire_product(product_id: int, *, by: Actor) -> int:
    """Take a product out of sale; it stays on the orders it is on."""
    return change_product(RecordChange(product_id, {"is_active": False}), by=by)


def revive_product(product_id: int, *, by: Actor) -> int:
    """Put a product back on sale."""
    return change_product(RecordChange(product_id, {"is_active": True}), by=by)


def _stored(ids: list[int], by: Actor) -> dict[int, dict[str, Any]]:
    rows = locked(visible_to(by).filter(pk__in=ids)).values("id", "version", *_PLAIN, "category__path")
    return {row["id"]: {**row, "category": row.pop("category__path") or ""} for row in rows}


Told = tuple[dict[str, Any], int, dict[str, tuple[Any, Any]], list[tuple[str, str]]]


def _weigh(changes: Sequence[RecordChange], now: dict[int, dict[str, Any]], result: SetResult) -> list[Told]:
    """Set what differs on the rows of `now`; return the changes that write something."""
    claims = ExternalIdClaims(PRODUCT, (pair for change in changes for pair in change.add.get("external_ids", ())))
    codes = CodeClaims([change.set.get("code") or "" for change in changes])
    references = References()
    references.look_up_owners(
        (change.set.get("owner_id") for change in changes), (change.set.get("team_id") for change in changes)
    )
    told: list[Told] = []
    for index, change in enumerate(changes):
        row = now.get(change.record_id)
        try:
            if row is None:
                if len(changes) == 1:
                    raise Missing("no such product")
                raise Refused("record.missing", _("There is no such record."))
            differing = _differing(change, row)
            wanted = {**row, **{name: after for name, (_before, after) in differing.items()}}
            wanted["name"] = product_name(wanted)
            references.check_owner(change.set.get("owner_id"), change.set.get("team_id"))
            if "code" in differing:
                codes.claim(wanted["code"], for_product=row["id"])
            external_ids = claims.claim(change.add.get("external_ids", ()), for_record=row["id"])
        except Refused as refused:
            result.refusals[index] = [refused]
            continue
        if differing or external_ids:
            row.update(wanted, version=row["version"] + 1)
            told.append((row, index, differing, external_ids))
        else:
            result.ids[index] = row["id"]
            result.unchanged.add(index)
    return told


def _differing(change: RecordChange, row: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    unknown = change.set.keys() - CLEANERS.keys()
    if unknown:
        raise Invalid("product.no_such_field", _("A product has no field of this name."), min(unknown))
    wanted = {name: CLEANERS[name](value) for name, value in change.set.items()}
    was = {name: CLEANERS[name](value) for name, value in (change.was or {}).items() if name in CLEANERS}
    # A form sends every field; one that its reader left as it was is no change, whatever happened meanwhile.
    wanted = {name: value for name, value in wanted.items() if name not in was or was[name] != value}
    return merged_changes(
        now=row, wanted=wanted, was=change.was and was, version=change.version, version_now=row["version"]
    )


def _facts(
    row: dict[str, Any], differing: dict[str, tuple[Any, Any]], external_ids: list[tuple[str, str]]
) -> list[Fact]:
    facts: list[Fact] = []
    changes: dict[str, list[Any]] = {name: list(pair) for name, pair in differing.items() if name != "is_active"}
    if external_ids:
        changes["external_ids"] = [[], [f"{source}:{value}" for source, value in external_ids]]
    if changes:
        facts.append(RecordChanged(record_kind=PRODUCT, record_id=row["id"], changes=changes))
    if "is_active" in differing:
        kind = ProductRevived if row["is_active"] else ProductRetired
        facts.append(kind(product_id=row["id"], title=row["name"]))
    return facts
