"""Addresses of the look: the theme switch and the living style sheet."""

from django.urls import path

from amity.kernel.ui import pages

app_name = "kernel_ui"
urlpatterns = [
    path("", pages.start, name="start"),
    path("favicon.ico", pages.favicon, name="favicon"),
    path("appearance", pages.appearance, name="appearance"),
    path("sidebar", pages.sidebar, name="sidebar"),
    path("shortcuts", pages.shortcut_sheet, name="shortcuts"),
    path("help", pages.help_shown, name="help"),
    path("help/<slug:page>", pages.help_shown, name="help_page"),
    path("styleguide", pages.styleguide, name="styleguide"),
    path("<path:address>/", pages.without_slash, name="without_slash"),
]
