"""Every room's URLs, put together."""

from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from amity.config.api import api
from amity.config.health import healthz, livez, readyz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
    path("api/v1/docs", include("amity.config.api_docs")),
    path("api/v1/", api.urls),
    path("", include("amity.kernel.ui.urls")),
    path("", include("amity.kernel.jobs.urls")),
    path("", include("amity.customers.people.urls")),
    path("", include("amity.customers.companies.urls")),
    path("", include("amity.customers.catalogue.urls")),
    path("", include("amity.customers.orders.urls")),
    path("", include("amity.records.record_pages.urls")),
    path("", include("amity.records.timeline.urls")),
    path("", include("amity.records.notes.urls")),
    path("", include("amity.records.undo.urls")),
    path("", include("amity.records.trash.urls")),
    path("", include("amity.records.samples.urls")),
    path("", include("amity.customers.activities.urls")),
    path("", include("amity.customers.shops.urls")),
    path("", include("amity.customers.tracking.urls")),
    path("", include("amity.records.search.urls")),
    path("", include("amity.automation.webhooks.urls")),
    path("", include("amity.records.imports.urls")),
    path("", include("amity.records.lists.urls")),
    path("", include("amity.records.editing.urls")),
    path("", include("amity.records.tags.urls")),
    path("", include("amity.records.filter_bar.urls")),
    path("", include("amity.workspace.accounts.urls")),
    path("", include("amity.workspace.teams.urls")),
    path("", include("amity.workspace.access.urls")),
    path("", include("amity.workspace.settings.urls")),
    path("", include("amity.workspace.tokens.urls")),
    path("", include("amity.workspace.drafts.urls")),
    path("", include("amity.workspace.checklist.urls")),
    # Last: its addresses begin with the word of a kind.
    path("", include("amity.records.history.urls")),
]
