"""Addresses of tracking."""

from django.urls import path

from amity.customers.tracking import pages

app_name = "tracking"

urlpatterns = [path("settings/tracking", pages.names, name="names")]
