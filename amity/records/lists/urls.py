from django.urls import path

from amity.records.lists import action_pages, arranging, view_pages

app_name = "lists"
urlpatterns = [
    path("lists/<slug:plural>/arrangement", arranging.arrangement, name="arrangement"),
    path("lists/<slug:plural>/changes", action_pages.changes, name="changes"),
    path("lists/<slug:plural>/moves", action_pages.moves, name="moves"),
    path("lists/<slug:plural>/views/new", view_pages.new, name="new_view"),
    path("views/<uuid:uid>", view_pages.view, name="view"),
    path("views/<uuid:uid>/state", view_pages.kept, name="view_state"),
    path("views/<uuid:uid>/deletion", view_pages.deletion, name="view_deletion"),
    path("views/<uuid:uid>/opening", view_pages.opening, name="view_opening"),
]
