from django.urls import path

from amity.records.history import pages

app_name = "records_history"
urlpatterns = [
    path("<slug:plural>/<uuid:uid>/changes", pages.changes, name="changes"),
    path("<slug:plural>/<uuid:uid>/as-of", pages.past, name="past"),
]
