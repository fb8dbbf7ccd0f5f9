"""Addresses of teams."""

from django.urls import path

from amity.workspace.teams import pages

app_name = "workspace_teams"

urlpatterns = [
    path("settings/teams", pages.teams, name="teams"),
    path("settings/teams/<uuid:uid>", pages.team, name="team"),
    path("settings/teams/<uuid:uid>/members", pages.members, name="members"),
    path("settings/teams/<uuid:uid>/members/<uuid:account_uid>/removal", pages.member_removal, name="member_removal"),
]
