from django.urls import path

from amity.customers.activities import pages

app_name = "customers_activities"
urlpatterns = [
    path("activities/<uuid:uid>", pages.activity, name="activity"),
    path("activities/<uuid:uid>/deletion", pages.deletion, name="deletion"),
]
