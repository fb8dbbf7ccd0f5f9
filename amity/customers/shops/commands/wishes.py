"""What the law makes shops pass on: a customer wants to be forgotten, or to see what is kept."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from amity.customers.shops.facts import DataAsked, ErasureAsked
from amity.customers.shops.models import Delivery, Shop, ShopThing
from amity.customers.shops.reading.tidings import CUSTOMER, Tidings
from amity.kernel.commands import Actor
from amity.kernel.facts.log import record
from amity.kernel.facts.refs import Ref
from amity.records.kinds.external_ids import records_by_external_id
from amity.records.kinds.numbers import PERSON


def note_wishes(
    shop: Shop,
    delivery: Delivery,
    tidings: Tidings,
    things: Mapping[tuple[str, str], ShopThing],
    by: Actor,
    notes: list[str],
) -> None:
    """Tell a wish in the person's history, and empty what the shop had delivered of who wants to be forgotten.

    The person themselves is an administrator's to decide.
    """
    if not tidings.asks:
        return
    if tidings.asks == "shop erasure":
        notes.append(_("The shop wants all that came from it erased. Disconnect it, and erase what was made of it."))
        return
    known = ShopThing.objects.filter(shop=shop, kind=CUSTOMER, value=tidings.customer).first()
    person = known.record_id if known else None
    if person is None:
        person = records_by_external_id(PERSON, shop.source, [tidings.customer]).get(tidings.customer)
    about = [Ref(PERSON, person)] if person else []
    told = ErasureAsked(shop=shop.name) if tidings.asks == "erasure" else DataAsked(shop=shop.name)
    record(told, about=about, by=by, key=f"shops.asked:{delivery.pk}")
    if person is None:
        notes.append(_("Nobody here has this customer's number."))
    elif tidings.asks == "data":
        notes.append(_("An administrator answers within 30 days."))
    else:
        notes.append(_("What the shop delivered of them is emptied. Erase the person within 30 days."))
    if tidings.asks == "erasure":
        _empty(shop, tidings.customer, person)


def _empty(shop: Shop, customer: str, person: int | None) -> None:
    """Forget what was delivered of a customer, under all names the shop has for them."""
    things = ShopThing.objects.filter(shop=shop, kind=CUSTOMER)
    names = {customer}
    if person is not None:
        names |= set(things.filter(record_id=person).values_list("value", flat=True))
    Delivery.objects.filter(shop=shop, customer__in=names, erased_at__isnull=True).update(
        body=b"", erased_at=timezone.now()
    )
