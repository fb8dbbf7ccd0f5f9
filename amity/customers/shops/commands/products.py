"""Find or make the products that stand on a shop's orders."""

from collections.abc import Mapping
from typing import Any

from amity.customers.catalogue.commands import add_product, change_product
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.catalogue.queries import products_by_code, stored_products
from amity.customers.shops.models import Shop, ShopThing
from amity.customers.shops.reading.tidings import PRODUCT
from amity.kernel.commands import Actor
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.external_ids import records_by_external_id
from amity.records.kinds.numbers import PRODUCT as PRODUCT_KIND

KEPT_UP = ("name", "unit_price", "currency")


def apply_products(shop: Shop, things: Mapping[tuple[str, str], ShopThing], by: Actor) -> None:
    """Give each product told of its record; one that we made keeps up with the newest order it stands on."""
    for (kind, value), thing in things.items():
        if kind != PRODUCT or "seen" not in thing.state:
            continue
        seen = thing.state["seen"][1]
        if thing.record_id is None:
            thing.record_id = _found(shop, value, seen)
            if thing.record_id is None:
                _make(shop, thing, value, seen, by)
            thing.save(update_fields=["record_id", "applied"])
        _keep_up(thing, seen, by)


def products_of(shop: Shop, values: set[str]) -> dict[str, int]:
    """The products behind what a shop calls them."""
    rows = ShopThing.objects.filter(shop=shop, kind=PRODUCT, value__in=values, record_id__isnull=False)
    return {value: record_id for value, record_id in rows.values_list("value", "record_id") if record_id}


def _found(shop: Shop, value: str, seen: Mapping[str, Any]) -> int | None:
    if seen["code"]:
        return products_by_code([seen["code"]]).get(seen["code"])
    number = value.partition(":")[2]
    return records_by_external_id(PRODUCT_KIND, shop.source, [number]).get(number)


def _make(shop: Shop, thing: ShopThing, value: str, seen: Mapping[str, Any], by: Actor) -> None:
    number = "" if seen["code"] else value.partition(":")[2]
    thing.record_id = add_product(
        ProductDraft(
            name=seen["name"],
            code=seen["code"],
            unit_price=seen["unit_price"],
            currency=seen["currency"],
            external_ids=[(shop.source, number)] if number else (),
        ),
        by=by,
    )
    thing.applied = _as_stored(thing, by)


def _keep_up(thing: ShopThing, seen: Mapping[str, Any], by: Actor) -> None:
    """A field follows the shop as long as it stands as we wrote it; products that were there before are left alone."""
    if thing.record_id is None or not thing.applied:
        return
    now = _as_stored(thing, by)
    change = {
        name: seen[name]
        for name in KEPT_UP
        if name in now and now[name] == thing.applied.get(name) and seen[name] not in (None, "", now[name])
    }
    if change:
        change_product(RecordChange(thing.record_id, change), by=by)
        thing.applied = _as_stored(thing, by)
        thing.save(update_fields=["applied"])


def _as_stored(thing: ShopThing, by: Actor) -> dict[str, Any]:
    values = stored_products([thing.record_id] if thing.record_id else [], seen_by=by)
    row = values.get(thing.record_id or 0, {})
    return {name: row[name] for name in KEPT_UP if name in row}
