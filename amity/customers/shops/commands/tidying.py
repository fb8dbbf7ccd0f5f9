"""Forget deliveries whose time is over."""

from datetime import timedelta

from django.utils import timezone

from amity.customers.shops.models import Delivery, Shop
from amity.kernel.bulk import delete_ids
from amity.kernel.commands import MOST_IN_ONE_TRANSACTION, Actor, command
from amity.workspace.access.visibility import require_administrator


@command("shops.forget_old_deliveries")
def forget_old_deliveries(*, by: Actor) -> int:
    """Delete up to 500 deliveries older than their shop keeps them; return how many. Call it until none is left.

    What a shop said of its things stays, so an old delivery that comes again changes nothing.
    """
    require_administrator(by)
    now, gone = timezone.now(), 0
    for shop_id, days in Shop.objects.order_by("pk").values_list("pk", "keep_days"):
        old = Delivery.objects.filter(shop=shop_id, received_at__lt=now - timedelta(days=days)).order_by("pk")
        ids = list(old.values_list("pk", flat=True)[: MOST_IN_ONE_TRANSACTION - gone])
        delete_ids(Delivery, ids)
        gone += len(ids)
        if gone >= MOST_IN_ONE_TRANSACTION:
            break
    return gone
