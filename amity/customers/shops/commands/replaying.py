"""Let deliveries wait for their work once more; `jobs` starts it."""

from uuid import UUID

from django.utils.translation import gettext as _

from amity.customers.shops.models import Delivery, Shop, State
from amity.kernel.commands import Actor, Missing, Refused, command, locked
from amity.workspace.access.visibility import require_administrator

MOST_AT_ONCE = 500


@command("shops.replay")
def replay_delivery(uid: UUID, *, by: Actor) -> int:
    """Let one delivery wait again, whatever became of it; return its key.

    Raises Missing, and Refused when its content is gone.
    """
    require_administrator(by)
    delivery = locked(Delivery.objects.filter(uid=uid)).first()
    if delivery is None:
        raise Missing("no such delivery")
    if delivery.erased_at:
        raise Refused("delivery.erased", _("What it held was erased, so there is nothing left to work."))
    if delivery.state != State.WAITING:
        _let_wait(delivery)
    return delivery.pk


@command("shops.replay_failed")
def replay_deliveries(shop_uid: UUID, *, by: Actor) -> list[int]:
    """Let all failed deliveries of a shop wait again, at most 500 a call, the oldest first; return their keys."""
    require_administrator(by)
    shop = Shop.objects.filter(uid=shop_uid).first()
    if shop is None:
        raise Missing("no such shop")
    failed = Delivery.objects.filter(shop=shop, state=State.FAILED, erased_at__isnull=True).order_by("pk")
    chosen = list(locked(Delivery.objects.filter(pk__in=list(failed.values_list("pk", flat=True)[:MOST_AT_ONCE]))))
    for delivery in chosen:
        _let_wait(delivery)
    return [delivery.pk for delivery in chosen]


def _let_wait(delivery: Delivery) -> None:
    delivery.state, delivery.reason, delivery.worked_at = State.WAITING, "", None
    delivery.save(update_fields=["state", "reason", "worked_at"])
