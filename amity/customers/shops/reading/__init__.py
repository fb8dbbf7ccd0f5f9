"""What a delivery of a shop tells, read without looking at the database: one module per kind of shop."""

from amity.customers.shops.reading.shopify import read_shopify
from amity.customers.shops.reading.stripe import read_stripe
from amity.customers.shops.reading.tidings import Ignored, Tidings, Unreadable, read_json
from amity.customers.shops.reading.woocommerce import read_woocommerce

READERS = {"shopify": read_shopify, "woocommerce": read_woocommerce, "stripe": read_stripe}

__all__ = ["READERS", "Ignored", "Tidings", "Unreadable", "read_json"]
