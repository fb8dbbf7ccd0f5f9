"""Work a delivery: read it, add it to what the shop said before, and bring records up to that."""

import logging
from collections.abc import Mapping
from typing import Any

from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amity.customers.shops.commands.customers import apply_customers
from amity.customers.shops.commands.orders import apply_orders
from amity.customers.shops.commands.products import apply_products
from amity.customers.shops.commands.wishes import note_wishes
from amity.customers.shops.merging import merged
from amity.customers.shops.models import Delivery, Shop, ShopThing, State
from amity.customers.shops.reading import READERS, Ignored, Tidings, Unreadable, read_json
from amity.customers.shops.reading.tidings import digest_of
from amity.kernel.commands import Actor, Origin, Refused, command, locked, unit_of_work
from amity.kernel.ids import new_uid

log = logging.getLogger(__name__)

WHY_IGNORED = {
    "topic": gettext_lazy("Amity has no use for this topic."),
    "test": gettext_lazy("A test order."),
    "nothing bought": gettext_lazy("Nothing was bought."),
    "told by invoice": gettext_lazy("Its invoice tells of the payment."),
    "nothing given back": gettext_lazy("Nothing was given back."),
}


@command("shops.work")
def work_delivery(delivery_id: int) -> str:
    """Work one waiting delivery and note what became of it; return that state, '' when it does not wait.

    What cannot be read or is refused fails with a reason, and leaves records as they were.
    """
    delivery = locked(Delivery.objects.filter(pk=delivery_id)).first()
    if delivery is None or delivery.state != State.WAITING:
        return ""
    # One delivery of a shop after the other: two that name the same new customer would make two of them.
    shop = locked(Shop.objects.filter(pk=delivery.shop_id)).get()
    by = Actor.system(origin=Origin.API).through(Origin.API, request_id=str(new_uid()))
    try:
        with unit_of_work():
            tidings, notes = _work(shop, delivery, by)
        delivery.state, delivery.reason = State.DONE, "\n".join(notes)
        delivery.thing, delivery.customer, delivery.asks = " ".join(tidings.about), tidings.customer, tidings.asks
    except Ignored as ignored:
        delivery.state, delivery.reason = State.IGNORED, str(WHY_IGNORED[str(ignored)])
    except Unreadable as unreadable:
        delivery.state, delivery.reason = State.FAILED, _("It cannot be read: %(why)s.") % {"why": unreadable}
    except Refused as refused:
        delivery.state, delivery.reason = State.FAILED, refused.message
    except (OperationalError, InterfaceError, IntegrityError):
        # Not the delivery's fault: the job tries again.
        raise
    except DataError as error:
        delivery.state, delivery.reason = State.FAILED, _("It cannot be kept: %(why)s") % {"why": str(error)[:300]}
    except Exception as error:
        # A form nobody thought of must not stop what comes after it; the administrator sees it and can replay it.
        log.exception("delivery %s of shop %s failed", delivery.uid, shop.uid)
        delivery.state, delivery.reason = State.FAILED, _("An error of Amity: %(error)s") % {"error": repr(error)[:300]}
    delivery.worked_at = timezone.now()
    delivery.save(update_fields=["state", "reason", "thing", "customer", "asks", "worked_at"])
    return delivery.state


def _work(shop: Shop, delivery: Delivery, by: Actor) -> tuple[Tidings, list[str]]:
    body = bytes(delivery.body)
    tidings = READERS[shop.kind](delivery.topic, read_json(body), digest_of(body))
    notes: list[str] = []
    things = _remember(shop, tidings)
    apply_customers(shop, things, by, notes)
    apply_products(shop, things, by)
    apply_orders(shop, things, by, notes)
    note_wishes(shop, delivery, tidings, things, by, notes)
    return tidings, notes


def _remember(shop: Shop, tidings: Tidings) -> Mapping[tuple[str, str], ShopThing]:
    """Add what is told to what is known; the things it tells of."""
    things: dict[tuple[str, str], ShopThing] = {}
    for (kind, value), parts in sorted(tidings.things.items()):
        thing, _is_new = ShopThing.objects.get_or_create(shop=shop, kind=kind, value=value)
        state: dict[str, Any] = merged(thing.state, parts)
        if state != thing.state:
            thing.state = state
            thing.save(update_fields=["state"])
        things[kind, value] = thing
    return things
