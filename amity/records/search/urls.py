from django.urls import path

from amity.records.search import pages

app_name = "records_search"
urlpatterns = [
    path("search", pages.search, name="search"),
    path("palette", pages.palette, name="palette"),
    path("lookup/<slug:kind>", pages.lookup, name="lookup"),
    path("recent/<slug:kind>/<uuid:uid>", pages.seen, name="seen"),
]
