from django.urls import path

from amity.records.timeline import pages

app_name = "records_timeline"
urlpatterns = [
    path("history/<int:fact_id>", pages.entry_page, name="entry"),
    path("records/<slug:kind>/<uuid:uid>/history", pages.history, name="history"),
]
