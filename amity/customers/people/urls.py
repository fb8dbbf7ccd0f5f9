from django.urls import path

from amity.customers.people import pages

app_name = "people"
urlpatterns = [
    path("people", pages.people, name="people"),
    path("people/new", pages.new, name="new"),
    path("people/<uuid:uid>", pages.person, name="person"),
    path("people/<uuid:uid>/edit", pages.edit, name="edit"),
    path("people/<uuid:uid>/deletion", pages.deletion, name="deletion"),
]
