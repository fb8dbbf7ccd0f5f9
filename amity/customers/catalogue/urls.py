from django.urls import path

from amity.customers.catalogue import pages

app_name = "products"
urlpatterns = [
    path("products", pages.products, name="products"),
    path("products/new", pages.new, name="new"),
    path("products/categories", pages.categories, name="categories"),
    path("products/<uuid:uid>", pages.product, name="product"),
    path("products/<uuid:uid>/edit", pages.edit, name="edit"),
    path("products/<uuid:uid>/retirement", pages.retirement, name="retirement"),
    path("products/<uuid:uid>/revival", pages.revival, name="revival"),
    path("products/<uuid:uid>/deletion", pages.deletion, name="deletion"),
]
