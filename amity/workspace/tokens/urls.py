"""Addresses of tokens."""

from django.urls import path

from amity.workspace.tokens import pages

app_name = "workspace_tokens"

urlpatterns = [
    path("settings/tokens", pages.tokens, name="tokens"),
    path("settings/tokens/everyone", pages.everyones, name="everyones"),
    path("settings/tokens/new", pages.new, name="new"),
    path("settings/tokens/<uuid:uid>", pages.token, name="token"),
    path("settings/tokens/<uuid:uid>/revocation", pages.revocation, name="revocation"),
]
