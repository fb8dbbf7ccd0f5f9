from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "amity.customers.catalogue"
    label = "customers_catalogue"
