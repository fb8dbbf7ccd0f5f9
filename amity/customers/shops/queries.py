"""The only readers of shops that faces use. All of it is the administrators'."""

import json
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from amity.customers.shops.models import Delivery, Shop, State
from amity.kernel.commands import Actor, Missing
from amity.kernel.paging import capped_count
from amity.workspace.access.visibility import require_administrator

PAGE = 50
STRANDED_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ShopRow:
    """A shop with the moment of its last delivery, and how many failed or wait."""

    shop: Shop
    last: Delivery | None
    failed: tuple[int, bool]
    waiting: tuple[int, bool]


def shop_list(*, seen_by: Actor) -> list[ShopRow]:
    """All shops by name (three short queries each; there are few)."""
    require_administrator(seen_by)
    return [_row(shop) for shop in Shop.objects.order_by("name", "pk")]


def get_shop(uid: UUID, *, seen_by: Actor) -> ShopRow:
    """One shop. Raises Missing."""
    require_administrator(seen_by)
    shop = Shop.objects.filter(uid=uid).first()
    if shop is None:
        raise Missing("no such shop")
    return _row(shop)


def _row(shop: Shop) -> ShopRow:
    rows = Delivery.objects.filter(shop=shop)
    return ShopRow(
        shop,
        rows.only("received_at").order_by("-pk").first(),
        capped_count(rows.filter(state=State.FAILED)),
        capped_count(rows.filter(state=State.WAITING)),
    )


def deliveries_of(
    shop: Shop, *, seen_by: Actor, state: str = "", before: int | None = None, size: int = PAGE
) -> tuple[list[Delivery], int | None]:
    """The newest deliveries of a shop without what they hold, and where older ones go on; None at the end."""
    require_administrator(seen_by)
    rows = Delivery.objects.filter(shop=shop).defer("body")
    if state in State.values:
        rows = rows.filter(state=state)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: size + 1])
    return found[:size], found[size - 1].pk if len(found) > size else None


def get_delivery(uid: UUID, *, seen_by: Actor) -> Delivery:
    """One delivery with its shop. Raises Missing."""
    require_administrator(seen_by)
    delivery = Delivery.objects.select_related("shop").filter(uid=uid).first()
    if delivery is None:
        raise Missing("no such delivery")
    return delivery


def content_of(delivery: Delivery) -> str:
    """What a delivery holds, to be read: JSON set out, anything else as it came."""
    body = bytes(delivery.body)
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except ValueError:
        return body.decode("utf-8", "replace")


def stranded_deliveries(*, seen_by: Actor) -> list[int]:
    """Keys of deliveries that still wait an hour after they came, the oldest first, at most 100."""
    require_administrator(seen_by)
    since = timezone.now() - STRANDED_AFTER
    waiting = Delivery.objects.filter(shop__in=Shop.objects.all(), state=State.WAITING, received_at__lt=since)
    return list(waiting.order_by("pk").values_list("pk", flat=True)[:100])
