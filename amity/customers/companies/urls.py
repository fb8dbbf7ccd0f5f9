from django.urls import path

from amity.customers.companies import pages

app_name = "companies"
urlpatterns = [
    path("", pages.companies, name="companies"),
    path("new/", pages.new, name="new"),
    path("<uuid:uid>/", pages.company, name="company"),
    path("<uuid:uid>/edit/", pages.edit, name="edit"),
    path("<uuid:uid>/deletion/", pages.deletion, name="deletion"),
]
