"""Read products."""

from collections.abc import Iterable
from itertools import islice
from typing import Any
from uuid import UUID

from amity.customers.catalogue.access import visible_to
from amity.customers.catalogue.models import Category, Product
from amity.kernel.commands import Actor, Missing
from amity.kernel.text import sort_key

_VALUES = ("name", "code", "currency", "unit_price", "unit_cost", "description", "is_active", "owner_id", "team_id")


def get_product(uid: UUID | str, *, seen_by: Actor) -> Product:
    """One product with its category and owner; raises Missing."""
    product = visible_to(seen_by).select_related("category", "owner").filter(uid=uid).first()
    if product is None:
        raise Missing("no such product")
    return product


def product_by_id(product_id: int, *, seen_by: Actor) -> Product:
    """One product by the key a command returned; Missing when the viewer may not see it."""
    product = visible_to(seen_by).filter(pk=product_id).first()
    if product is None:
        raise Missing("no such product")
    return product


def product_values(product: Product) -> dict[str, Any]:
    """All its changeable values, under the names of ProductDraft."""
    values = {name: getattr(product, name) for name in _VALUES}
    return {**values, "category": product.category.path if product.category else ""}


def products_by_code(codes: Iterable[str], *, seen_by: Actor | None = None) -> dict[str, int]:
    """Map each known code, as given, to its product; at most some hundred codes a call.

    Without `seen_by` all products answer: order lines may name a product their importer cannot open.
    """
    keys = {code: sort_key(code) for code in codes if code}
    if not keys:
        return {}
    rows = visible_to(seen_by) if seen_by else Product.objects.all()
    found: dict[str, int] = dict(rows.filter(code_key__in=set(keys.values())).values_list("code_key", "pk"))
    return {code: found[key] for code, key in keys.items() if key in found}


def stored_products(ids: Iterable[int], *, seen_by: Actor) -> dict[int, dict[str, Any]]:
    """The values of products under the names of ProductDraft, with `version`: to compare a file with (one query)."""
    rows = visible_to(seen_by).filter(pk__in=list(ids)).values("id", "version", *_VALUES, "category__path")
    return {row["id"]: {**row, "category": row.pop("category__path") or ""} for row in rows}


def product_choices(text: str, *, seen_by: Actor, limit: int = 20) -> list[Product]:
    """Active products whose name or code begins with `text`, for a chooser."""
    key = sort_key(text)
    rows = visible_to(seen_by).filter(is_active=True).only("id", "uid", "name", "code", "unit_price", "currency")
    by_code = list(rows.filter(code_key__startswith=key).order_by("code_key", "id")[:limit]) if key else []
    by_name = list(rows.filter(name_key__startswith=key).order_by("name_key", "id")[:limit])
    return list(dict.fromkeys([*by_code, *by_name]))[:limit]


def category_list() -> list[Category]:
    """All categories by path; a catalogue has some dozens."""
    return list(Category.objects.order_by("path_key")[:2000])


def categories_like(text: str, *, limit: int = 10) -> list[str]:
    """Paths of categories in which a shelf begins with what was typed, in order; for completion."""
    key = sort_key(text)
    if not key:
        return []
    # Some dozens: read at once, so that the beginning of a shelf deeper down is found too.
    shelves = Category.objects.order_by("path_key").values_list("path", "path_key")
    found = (path for path, path_key in shelves[:2000] if path_key.startswith(key) or f"> {key}" in path_key)
    return list(islice(found, limit))


def products_by_name(keys: Iterable[str], *, seen_by: Actor) -> dict[str, list[int]]:
    """Ids of the visible products by the sort key of their name; a name may be borne by several."""
    rows = visible_to(seen_by).filter(name_key__in=set(keys)).values_list("name_key", "pk")
    found: dict[str, list[int]] = {}
    for key, product_id in sorted(rows):
        found.setdefault(key, []).append(product_id)
    return found


def visible_product_ids(ids: Iterable[int], *, seen_by: Actor) -> set[int]:
    """Those of these products that the viewer may see."""
    return set(visible_to(seen_by).filter(pk__in=list(ids)).values_list("pk", flat=True))
