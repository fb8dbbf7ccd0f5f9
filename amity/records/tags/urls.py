from django.urls import path

from amity.records.tags import pages

app_name = "records_tags"
urlpatterns = [
    path("tags", pages.tags, name="tags"),
]
