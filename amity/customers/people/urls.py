from django.urls import path

from amity.customers.people import pages

app_name = "people"
urlpatterns = [
    path("", pages.people, name="people"),
    path("new/", pages.new, name="new"),
    path("<uuid:uid>/", pages.person, name="person"),
    path("<uuid:uid>/edit/", pages.edit, name="edit"),
    path("<uuid:uid>/deletion/", pages.deletion, name="deletion"),
]
