"""Values of a product, checked and brought into the form that is stored; pure, shared by all its commands."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from amity.customers.contact.names import clean, clean_text
from amity.kernel.commands import Invalid
from amity.kernel.money import LARGEST_MILLIONTHS
from amity.kernel.money.currencies import is_currency
from amity.kernel.text import sort_key

SEPARATOR = " > "
DEEPEST_CATEGORY = 8


def category_path(typed: str) -> str:
    """`kitchen >Knives` -> `kitchen > Knives`; raises Invalid for more than 8 levels."""
    if not typed:
        return ""
    shelves = [shelf for shelf in (clean(part, 200) for part in typed.split(">")) if shelf]
    path = SEPARATOR.join(shelves)
    if len(shelves) > DEEPEST_CATEGORY or len(path) > 600:
        raise Invalid(
            "product.category_too_deep",
            _("A category has at most %(most)s levels and 600 characters.") % {"most": DEEPEST_CATEGORY},
            "category",
        )
    return path


def currency_code(typed: str, field: str = "currency") -> str:
    """The ISO 4217 code, '' for none; raises Invalid for one that is not in use."""
    code = typed.strip().upper()
    if code and not is_currency(code):
        raise Invalid(
            "currency.unknown",
            _("“%(code)s” is not a currency. Write its ISO code, like EUR or USD.") % {"code": typed[:20]},
            field,
        )
    return code


def price(value: int | None, field: str) -> int | None:
    """A price in millionths, None where unknown; raises Invalid for one we cannot count with."""
    if value is not None and not -LARGEST_MILLIONTHS <= value <= LARGEST_MILLIONTHS:
        raise Invalid("product.price_too_large", _("This price is too large to count with."), field)
    return value


def product_name(values: Mapping[str, Any]) -> str:
    """The name to show; a product without one goes by its code. Raises Invalid when it has neither."""
    name: str = values["name"] or values["code"]
    if not name:
        raise Invalid("product.nameless", _("A product needs a name or a code."), "name")
    return name


def product_search_text(name: str, code: str) -> str:
    """The text a product is found by."""
    return sort_key(f"{name} {code}", length=500)


# One function per field: a draft goes through all of them, a change through those it names.
CLEANERS: dict[str, Any] = {
    "name": lambda value: clean(value, 300),
    "code": lambda value: clean(value, 100),
    "category": category_path,
    "currency": currency_code,
    "unit_price": lambda value: price(value, "unit_price"),
    "unit_cost": lambda value: price(value, "unit_cost"),
    "description": clean_text,
    "is_active": bool,
    "owner_id": lambda value: value,
    "team_id": lambda value: value,
}
