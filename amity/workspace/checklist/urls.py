"""Addresses of the checklist."""

from django.urls import path

from amity.workspace.checklist import pages

app_name = "workspace_checklist"

urlpatterns = [
    path("getting-started", pages.checklist, name="checklist"),
    path("getting-started/visibility", pages.visibility, name="visibility"),
    path("getting-started/items/<slug:name>", pages.item, name="item"),
]
