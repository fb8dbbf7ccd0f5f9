"""What happens with products."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from amity.kernel.facts.kinds import Fact


@dataclass(frozen=True, kw_only=True)
class ProductCreated(Fact):
    """A product was added to the catalogue."""

    name = "product.created"
    sentence = _("added {title} to the catalogue")

    product_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class ProductRetired(Fact):
    """A product is no longer sold."""

    name = "product.retired"
    sentence = _("took {title} out of sale")

    product_id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class ProductRevived(Fact):
    """A product that was out of sale is sold again."""

    name = "product.revived"
    sentence = _("put {title} back on sale")

    product_id: int
    title: str
