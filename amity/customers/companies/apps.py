from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "amity.customers.companies"
    label = "customers_companies"
