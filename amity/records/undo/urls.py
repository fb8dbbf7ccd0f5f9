from django.urls import path

from amity.records.undo import pages

app_name = "records_undo"
urlpatterns = [
    path("changes/<uuid:request_id>", pages.change, name="change"),
    path("changes/<uuid:request_id>/undo", pages.undo, name="undo"),
]
