"""What happens with products."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from amity.kernel.facts.kinds import Fact
from amity.kernel.facts.refs import Ref
from amity.records.kinds.numbers import PRODUCT


@dataclass(frozen=True, kw_only=True)
class ProductCreated(Fact):
    """A product was added to the catalogue."""

    name = "product.created"
    sentence = _("added {title} to the catalogue")

    product_id: int
    title: str

    @classmethod
    def making_of(cls, data: dict[str, Any]) -> Ref | None:
        return Ref(PRODUCT, data["product_id"])


@dataclass(frozen=True, kw_only=True)
class ProductRetired(Fact):
    """A product is no longer sold."""

    name = "product.retired"
    sentence = _("took {title} out of sale")

    product_id: int
    title: str

    @classmethod
    def changes_of(cls, data: dict[str, Any]) -> tuple[Ref, dict[str, Any]] | None:
        return Ref(PRODUCT, data["product_id"]), {"is_active": [True, False]}


@dataclass(frozen=True, kw_only=True)
class ProductRevived(Fact):
    """A product that was out of sale is sold again."""

    name = "product.revived"
    sentence = _("put {title} back on sale")

    product_id: int
    title: str

    @classmethod
    def changes_of(cls, data: dict[str, Any]) -> tuple[Ref, dict[str, Any]] | None:
        return Ref(PRODUCT, data["product_id"]), {"is_active": [False, True]}
