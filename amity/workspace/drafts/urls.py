from django.urls import path

from amity.workspace.drafts import pages

app_name = "workspace_drafts"
urlpatterns = [
    path("drafts/<str:key>", pages.draft, name="draft"),
]
