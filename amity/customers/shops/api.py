"""/api/v1/shops: connecting shops, and what became of their deliveries; for administrators."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query

from amity.customers.shops import commands, jobs, queries
from amity.customers.shops.addresses import address_of
from amity.customers.shops.schemas import (
    DeliveriesOut,
    ReplayOut,
    ShopChange,
    ShopIn,
    ShopOut,
    ShopsOut,
    delivery_json,
    shop_json,
)
from amity.kernel.api.answers import answer, nothing, require_match
from amity.kernel.api.cursors import MOST, USUAL, cursor_of, next_link, token_in
from amity.kernel.api.doors import Door
from amity.kernel.commands import Actor, run_in_unit

Uid = Annotated[UUID, Path(description="The shop's id.")]
DeliveryUid = Annotated[UUID, Path(description="The delivery's id.")]
State = Annotated[Literal["", "waiting", "done", "ignored", "failed"], Query(description="Only those.")]
Cursor = Annotated[str, Query(max_length=500, description="`next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=MOST)]

router = Door()


@router.route("GET", "/shops", scope="settings", answers=ShopsOut, name="list_shops", summary="List shops")
def list_shops(request: HttpRequest) -> HttpResponse:
    """All of them: there are at most 100."""
    rows = queries.shop_list(seen_by=_actor(request))
    return answer(request, {"items": [_told(row.shop) for row in rows], "next": None})


@router.route(
    "POST", "/shops", scope="settings", answers=ShopOut, status=201, name="connect_shop", summary="Connect a shop"
)
def connect(request: HttpRequest, payload: ShopIn) -> HttpResponse:
    """Give the shop the `address` of the answer. The secret is never told again."""
    shop = commands.connect_shop(
        kind=payload.kind, name=payload.name, secret=payload.secret, source=payload.source, by=_actor(request)
    )
    return answer(request, _told(shop), status=201, headers={"Location": f"/api/v1/shops/{shop.uid}"})


@router.route("GET", "/shops/{uid}", scope="settings", answers=ShopOut, name="get_shop", summary="Get a shop")
def get(request: HttpRequest, uid: Uid) -> HttpResponse:
    return answer(request, _told(queries.get_shop(uid, seen_by=_actor(request)).shop))


@router.route(
    "PATCH", "/shops/{uid}", scope="settings", answers=ShopOut, matched=True, name="change_shop",
    summary="Change a shop",
)  # fmt: skip
def change(request: HttpRequest, uid: Uid, payload: ShopChange) -> HttpResponse:
    """Only what is sent is changed."""
    by = _actor(request)

    def changed() -> dict[str, Any]:
        require_match(request, _told(queries.get_shop(uid, seen_by=by).shop))
        return _told(
            commands.change_shop(uid, name=payload.name, secret=payload.secret, keep_days=payload.keep_days, by=by)
        )

    return answer(request, run_in_unit(changed))


@router.route(
    "DELETE", "/shops/{uid}", scope="settings", status=204, name="disconnect_shop", summary="Disconnect a shop"
)
def disconnect(request: HttpRequest, uid: Uid) -> HttpResponse:
    """Its deliveries are forgotten; records made of them stay."""
    commands.disconnect_shop(uid, by=_actor(request))
    return nothing()


@router.route(
    "GET", "/shops/{uid}/deliveries", scope="settings", answers=DeliveriesOut, name="list_deliveries",
    summary="List the deliveries of a shop",
)  # fmt: skip
def deliveries(
    request: HttpRequest, uid: Uid, state: State = "", cursor: Cursor = "", limit: Limit = USUAL
) -> HttpResponse:
    """The newest first, without what they hold."""
    by, mark = _actor(request), f"deliveries {uid} {state}"
    shop = queries.get_shop(uid, seen_by=by).shop
    edge = token_in(cursor, mark)
    found, more = queries.deliveries_of(shop, seen_by=by, state=state, before=int(edge) if edge else None, size=limit)
    following = cursor_of(str(more) if more else None, mark)
    told = {"items": [delivery_json(delivery) for delivery in found], "next": following}
    return answer(request, told, headers=next_link(request, following))


@router.route(
    "POST", "/shops/{uid}/replay", scope="settings", answers=ReplayOut, name="replay_deliveries",
    summary="Work failed deliveries again",
)  # fmt: skip
def replay_failed(request: HttpRequest, uid: Uid) -> HttpResponse:
    """At most 500 a call, the oldest first."""
    return answer(request, {"replayed": jobs.begin_replay_of_failed(uid, by=_actor(request))})


@router.route(
    "POST", "/deliveries/{uid}/replay", scope="settings", answers=ReplayOut, name="replay_delivery",
    summary="Work a delivery again",
)  # fmt: skip
def replay(request: HttpRequest, uid: DeliveryUid) -> HttpResponse:
    """Nothing is done twice. 409 when what it held was erased."""
    jobs.begin_replay(uid, by=_actor(request))
    return answer(request, {"replayed": 1})


def _told(shop: Any) -> dict[str, Any]:
    return shop_json(shop, address_of(shop.uid))


def _actor(request: Any) -> Actor:
    actor: Actor = request.actor
    return actor
