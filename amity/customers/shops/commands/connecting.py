"""Connect shops, change how, disconnect them."""

import re
from uuid import UUID

from django.utils.translation import gettext as _

from amity.customers.contact.names import clean
from amity.customers.shops.facts import ShopChanged, ShopConnected, ShopDisconnected
from amity.customers.shops.models import Delivery, Kind, Shop, ShopThing
from amity.kernel.commands import Actor, Invalid, Missing, Refused, command, locked
from amity.kernel.facts.log import record
from amity.kernel.secrets import sealed
from amity.workspace.access.visibility import require_administrator

MOST_SHOPS = 100
SHORTEST_SECRET, LONGEST_SECRET = 8, 500
LONGEST_KEPT = 3650
_SOURCE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")


@command("shops.connect")
def connect_shop(*, kind: str, name: str, secret: str, source: str = "", by: Actor) -> Shop:
    """Let a shop deliver. `source` is how its numbers are marked on records; by default its kind, while that is free.

    Raises Invalid, Refused.
    """
    require_administrator(by)
    if kind not in Kind.values:
        raise Invalid("shop.kind", _("Choose Shopify, WooCommerce or Stripe."), "kind")
    if Shop.objects.count() >= MOST_SHOPS:
        raise Refused("shop.too_many", _("At most %(most)d shops can be connected.") % {"most": MOST_SHOPS})
    source = source.strip().lower() or _free_source(kind)
    if not _SOURCE.fullmatch(source):
        told = _("Write it with small letters, digits, dots and dashes, like shopify-berlin.")
        raise Invalid("shop.source", told, "source")
    if Shop.objects.filter(source=source).exists():
        raise Refused("shop.source_taken", _("Another shop marks its numbers like this already."), "source")
    shop = Shop.objects.create(kind=kind, name=_name(name), source=source, secret=sealed(_secret(secret)))
    record(ShopConnected(title=shop.name, shop_kind=shop.kind, source=shop.source), about=[], by=by)
    return shop


@command("shops.change")
def change_shop(
    uid: UUID, *, name: str | None = None, secret: str | None = None, keep_days: int | None = None, by: Actor
) -> Shop:
    """Change what is given; an empty secret keeps the one there is. Raises Missing, Invalid."""
    shop = _locked_shop(uid, by)
    fields = []
    if name is not None and _name(name) != shop.name:
        shop.name = _name(name)
        fields.append("name")
    if secret:
        shop.secret = sealed(_secret(secret))
        fields.append("secret")
    if keep_days is not None and keep_days != shop.keep_days:
        if not 1 <= keep_days <= LONGEST_KEPT:
            told = _("Deliveries are kept between 1 and %(most)d days.") % {"most": LONGEST_KEPT}
            raise Invalid("shop.keep_days", told, "keep_days")
        shop.keep_days = keep_days
        fields.append("keep_days")
    if fields:
        shop.save(update_fields=fields)
        record(ShopChanged(title=shop.name, fields=fields), about=[], by=by)
    return shop


@command("shops.disconnect")
def disconnect_shop(uid: UUID, *, by: Actor) -> None:
    """Forget a shop and all it delivered; records made of that stay. Raises Missing."""
    shop = _locked_shop(uid, by)
    record(ShopDisconnected(title=shop.name), about=[], by=by)
    for model in (Delivery, ShopThing):
        model.objects.filter(shop=shop)._raw_delete("default")  # type: ignore[attr-defined]
    shop.delete()


def _locked_shop(uid: UUID, by: Actor) -> Shop:
    require_administrator(by)
    shop = locked(Shop.objects.filter(uid=uid)).first()
    if shop is None:
        raise Missing("no such shop")
    return shop


def _name(given: str) -> str:
    name = clean(given, 60)
    if not name:
        raise Invalid("shop.nameless", _("Give the shop a name."), "name")
    return name


def _secret(given: str) -> str:
    secret = given.strip()
    if not SHORTEST_SECRET <= len(secret) <= LONGEST_SECRET:
        raise Invalid("shop.secret", _("Paste the whole secret: it has at least 8 characters."), "secret")
    return secret


def _free_source(kind: str) -> str:
    taken = set(Shop.objects.values_list("source", flat=True))
    return next(name for name in (kind, *(f"{kind}-{number}" for number in range(2, 200))) if name not in taken)
