from django.urls import path

from amity.customers.companies import pages

app_name = "companies"
urlpatterns = [
    path("companies", pages.companies, name="companies"),
    path("companies/new", pages.new, name="new"),
    path("companies/<uuid:uid>", pages.company, name="company"),
    path("companies/<uuid:uid>/edit", pages.edit, name="edit"),
    path("companies/<uuid:uid>/deletion", pages.deletion, name="deletion"),
]
