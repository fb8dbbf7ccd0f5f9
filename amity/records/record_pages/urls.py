from django.urls import path

from amity.records.record_pages import pages

app_name = "records_record_pages"
urlpatterns = [
    path("record-pages/empty-fields", pages.empty_fields, name="empty_fields"),
    path("<str:plural>/<uuid:uid>/parts", pages.parts, name="parts"),
    path("<str:plural>/<uuid:uid>/preview", pages.preview, name="preview"),
]
