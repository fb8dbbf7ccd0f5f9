"""Addresses of settings."""

from django.urls import path

from amity.workspace.settings.pages import first_start, organisation, outgoing

app_name = "workspace_settings"

urlpatterns = [
    path("set-up", first_start.set_up, name="set_up"),
    path("settings", organisation.settings, name="settings"),
    path("settings/organisation", organisation.organisation, name="organisation"),
    path("settings/rates", organisation.rates, name="rates"),
    path("settings/rates/file", organisation.rates_file, name="rates_file"),
    path("settings/rates/<str:currency>/<str:day>/removal", organisation.rate_removal, name="rate_removal"),
    path("settings/outgoing", outgoing.outgoing, name="outgoing"),
    path("settings/outgoing/<uuid:uid>/another-try", outgoing.another_try, name="another_try"),
    path("settings/outgoing/<uuid:uid>/removal", outgoing.removal, name="removal"),
]
