from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "amity.customers.activities"
    label = "customers_activities"
