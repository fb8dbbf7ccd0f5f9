from django.urls import path

from amity.customers.orders import pages

app_name = "orders"
urlpatterns = [
    path("orders", pages.orders, name="orders"),
    path("orders/new", pages.new, name="new"),
    path("orders/<uuid:uid>", pages.order, name="order"),
    path("orders/<uuid:uid>/edit", pages.edit, name="edit"),
    path("orders/<uuid:uid>/status", pages.status, name="status"),
    path("orders/<uuid:uid>/cancellation", pages.cancellation, name="cancellation"),
    path("orders/<uuid:uid>/deletion", pages.deletion, name="deletion"),
]
