from django.urls import path

from amity.customers.catalogue import pages

app_name = "products"
urlpatterns = [
    path("", pages.products, name="products"),
    path("new/", pages.new, name="new"),
    path("<uuid:uid>/", pages.product, name="product"),
    path("<uuid:uid>/edit/", pages.edit, name="edit"),
    path("<uuid:uid>/retirement/", pages.retirement, name="retirement"),
    path("<uuid:uid>/revival/", pages.revival, name="revival"),
]
