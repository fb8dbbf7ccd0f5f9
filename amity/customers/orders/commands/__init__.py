"""The only writers of orders."""

from amity.customers.orders.commands.adding_lines import add_lines
from amity.customers.orders.commands.changing import cancel_order, change_order, set_order_status, update_orders
from amity.customers.orders.commands.converting import Converted, convert_orders
from amity.customers.orders.commands.creating import create_orders, open_order
from amity.customers.orders.commands.deleting import customers_of, delete_order

__all__ = [
    "Converted",
    "add_lines",
    "cancel_order",
    "change_order",
    "convert_orders",
    "create_orders",
    "customers_of",
    "delete_order",
    "open_order",
    "set_order_status",
    "update_orders",
]
