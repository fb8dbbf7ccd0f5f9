"""The only writers of products and their categories."""

from amity.customers.catalogue.commands.categories import keep_categories
from amity.customers.catalogue.commands.changing import change_product, retire_product, revive_product, update_products
from amity.customers.catalogue.commands.creating import add_product, create_products
from amity.customers.catalogue.commands.deleting import delete_product, why_kept, why_not_deleted

__all__ = [
    "add_product",
    "change_product",
    "create_products",
    "delete_product",
    "keep_categories",
    "retire_product",
    "revive_product",
    "update_products",
    "why_kept",
    "why_not_deleted",
]
