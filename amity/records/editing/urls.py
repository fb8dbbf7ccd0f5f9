from django.urls import path

from amity.records.editing import pages

app_name = "records_editing"
urlpatterns = [
    path("<slug:plural>/<uuid:uid>/fields/<slug:name>", pages.field, name="field"),
]
