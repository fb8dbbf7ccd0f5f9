"""Addresses of imports."""

from django.urls import path

from amity.records.imports import pages

app_name = "imports"
urlpatterns = [
    path("", pages.imports, name="imports"),
    path("new/", pages.new, name="new"),
    path("<uuid:uid>/", pages.one, name="import"),
    path("<uuid:uid>/fields/", pages.fields, name="fields"),
    path("<uuid:uid>/reading/", pages.reading, name="reading"),
    path("<uuid:uid>/meaning/", pages.meaning, name="meaning"),
    path("<uuid:uid>/run/", pages.run, name="run"),
    path("<uuid:uid>/stop/", pages.stop, name="stop"),
    path("<uuid:uid>/progress/", pages.progress, name="progress"),
    path("<uuid:uid>/left-out/", pages.left_out, name="left_out"),
    path("<uuid:uid>/deletion/", pages.deletion, name="deletion"),
]
