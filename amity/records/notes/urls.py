from django.urls import path

from amity.records.notes import pages

app_name = "records_notes"
urlpatterns = [
    path("notes/<uuid:uid>", pages.note, name="note"),
    path("notes/<uuid:uid>/deletion", pages.deletion, name="deletion"),
]
