from django.urls import path

from amity.records.samples import pages

app_name = "records_samples"
urlpatterns = [
    path("settings/sample-data", pages.samples, name="samples"),
    path("settings/sample-data/removal", pages.removal, name="removal"),
]
