"""Addresses of filters."""

from django.urls import path

from amity.records.filter_bar import pages

app_name = "filter_bar"
urlpatterns = [
    path("<slug:plural>/filter", pages.filter_page, name="builder"),
    path("<slug:plural>/filter/text", pages.text_page, name="text"),
    path("<slug:plural>/filter/bar", pages.bar, name="bar"),
    path("<slug:plural>/filter/count", pages.count, name="count"),
    path("<slug:plural>/filter/choices", pages.choices, name="choices"),
    path("<slug:plural>/filter/completions", pages.completed, name="completions"),
]
