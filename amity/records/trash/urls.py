from django.urls import path

from amity.records.trash import pages

app_name = "records_trash"
urlpatterns = [
    path("trash", pages.trash_page, name="trash"),
    path("trash/restoration", pages.restoration, name="restoration"),
    path("trash/deletion", pages.deletion, name="deletion"),
]
