"""Shops and their deliveries as JSON. A secret goes in and never comes out."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from amity.kernel.api.answers import moment
from amity.kernel.api.values import Taken

KINDS = Literal["shopify", "woocommerce", "stripe"]
Secret = Annotated[str, Field(min_length=8, max_length=500, description="The signing secret of the shop.")]
Name = Annotated[str, Field(min_length=1, max_length=60)]


class ShopIn(Taken):
    kind: KINDS
    name: Name
    secret: Secret
    source: Annotated[str, Field(max_length=64, description="Marks its numbers; its kind, without it.")] = ""


class ShopChange(Taken):
    """What is left out stays."""

    name: Name | None = None
    secret: Secret | None = None
    keep_days: Annotated[int, Field(ge=1, le=3650)] | None = None


class ShopOut(BaseModel):
    id: UUID
    kind: KINDS
    name: str
    source: str
    address: str = Field(description="Where the shop delivers to.")
    keep_days: int
    rejected: int = Field(description="Deliveries with a wrong signature, of which nothing was kept.")
    created_at: datetime


class ShopsOut(BaseModel):
    items: list[ShopOut]
    next: str | None


class DeliveryOut(BaseModel):
    id: UUID
    delivery_id: str = Field(description="The shop's own number of it.")
    topic: str
    state: Literal["waiting", "done", "ignored", "failed"]
    reason: str
    thing: str = Field(description="What it is about, as the shop calls it.")
    asks: str = Field(description="`erasure`, `data` or `shop erasure`, where the law makes the shop ask; or nothing.")
    received_at: datetime
    worked_at: datetime | None
    erased_at: datetime | None


class DeliveriesOut(BaseModel):
    items: list[DeliveryOut]
    next: str | None


class ReplayOut(BaseModel):
    replayed: int


def shop_json(shop: Any, address: str) -> dict[str, Any]:
    return {
        "id": shop.uid,
        "kind": shop.kind,
        "name": shop.name,
        "source": shop.source,
        "address": address,
        "keep_days": shop.keep_days,
        "rejected": shop.rejected,
        "created_at": moment(shop.created_at),
    }


def delivery_json(delivery: Any) -> dict[str, Any]:
    return {
        "id": delivery.uid,
        "delivery_id": delivery.delivery_id,
        "topic": delivery.topic,
        "state": delivery.state,
        "reason": delivery.reason,
        "thing": delivery.thing,
        "asks": delivery.asks,
        "received_at": moment(delivery.received_at),
        "worked_at": moment(delivery.worked_at),
        "erased_at": moment(delivery.erased_at),
    }
