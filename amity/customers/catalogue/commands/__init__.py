"""The only writers of products and their categories."""

from amity.customers.catalogue.commands.categories import keep_categories
from amity.customers.catalogue.commands.changing import change_product, retire_product, revive_product, update_products
from amity.customers.catalogue.commands.creating import add_product, create_products

__all__ = [
    "add_product",
    "change_product",
    "create_products",
    "keep_categories",
    "retire_product",
    "revive_product",
    "update_products",
]
