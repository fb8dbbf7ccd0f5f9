from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "amity.customers.people"
    label = "customers_people"
