from django.urls import path

from amity.customers.orders import pages

app_name = "orders"
urlpatterns = [
    path("", pages.orders, name="orders"),
    path("new/", pages.new, name="new"),
    path("<uuid:uid>/", pages.order, name="order"),
    path("<uuid:uid>/edit/", pages.edit, name="edit"),
    path("<uuid:uid>/status/", pages.status, name="status"),
    path("<uuid:uid>/cancellation/", pages.cancellation, name="cancellation"),
]
