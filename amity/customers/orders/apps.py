from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "amity.customers.orders"
    label = "customers_orders"
