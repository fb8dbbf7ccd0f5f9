"""Every room's URLs, put together."""

from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from amity.config.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("", include("amity.kernel.ui.urls")),
    path("", include("amity.kernel.jobs.urls")),
    path("imports/", include("amity.records.imports.urls")),
    path("people/", include("amity.customers.people.urls")),
    path("companies/", include("amity.customers.companies.urls")),
    path("", include("amity.workspace.accounts.urls")),
    path("", include("amity.workspace.teams.urls")),
    path("", include("amity.workspace.access.urls")),
    path("", include("amity.workspace.settings.urls")),
]
