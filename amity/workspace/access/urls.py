"""Addresses of access."""

from django.urls import path

from amity.workspace.access import pages

app_name = "workspace_access"

urlpatterns = [path("settings/visibility", pages.visibility, name="visibility")]
