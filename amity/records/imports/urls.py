"""Addresses of imports."""

from django.urls import path

from amity.records.imports import pages

app_name = "imports"
urlpatterns = [
    path("imports", pages.imports, name="imports"),
    path("imports/new", pages.new, name="new"),
    path("imports/<uuid:uid>", pages.one, name="import"),
    path("imports/<uuid:uid>/fields", pages.fields, name="fields"),
    path("imports/<uuid:uid>/reading", pages.reading, name="reading"),
    path("imports/<uuid:uid>/meaning", pages.meaning, name="meaning"),
    path("imports/<uuid:uid>/run", pages.run, name="run"),
    path("imports/<uuid:uid>/stop", pages.stop, name="stop"),
    path("imports/<uuid:uid>/progress", pages.progress, name="progress"),
    path("imports/<uuid:uid>/left-out", pages.left_out, name="left_out"),
    path("imports/<uuid:uid>/deletion", pages.deletion, name="deletion"),
]
