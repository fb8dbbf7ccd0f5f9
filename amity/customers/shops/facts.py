"""What happens with shops."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from amity.kernel.facts.kinds import Fact


@dataclass(frozen=True, kw_only=True)
class ShopConnected(Fact):
    """A shop may deliver orders and customers from now on."""

    name = "shop.connected"
    group = "account"
    public = False
    sentence = _("connected the shop {title}")

    title: str
    shop_kind: str
    source: str


@dataclass(frozen=True, kw_only=True)
class ShopChanged(Fact):
    """A shop got another name, secret or time to keep deliveries; the secret itself is not told."""

    name = "shop.changed"
    group = "account"
    public = False
    sentence = _("changed the shop {title}")

    title: str
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class ShopDisconnected(Fact):
    """A shop may not deliver any more; what it had delivered is gone, what was made of it stays."""

    name = "shop.disconnected"
    group = "account"
    public = False
    sentence = _("disconnected the shop {title}")

    title: str


@dataclass(frozen=True, kw_only=True)
class ShopCustomerDeleted(Fact):
    """A shop deleted its customer. The person stays: they may be known from elsewhere."""

    name = "shop.customer_deleted"
    names_actor = False
    sentence = _("{shop} deleted this customer there")

    shop: str


@dataclass(frozen=True, kw_only=True)
class ErasureAsked(Fact):
    """A shop passed on a customer's wish to be forgotten. An administrator decides; the law gives 30 days."""

    name = "shop.erasure_asked"
    names_actor = False
    sentence = _("{shop} passed on the wish to be erased")

    shop: str


@dataclass(frozen=True, kw_only=True)
class DataAsked(Fact):
    """A shop passed on a customer's wish to see their data. An administrator answers; the law gives 30 days."""

    name = "shop.data_asked"
    names_actor = False
    sentence = _("{shop} passed on the wish to see all data kept")

    shop: str
