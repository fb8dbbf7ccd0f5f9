"""Teams: made, renamed, joined and left by administrators."""

import pytest

from amity.kernel.commands import Invalid, Missing, NotAllowed, Refused
from amity.kernel.facts.models import StoredFact
from amity.workspace.accounts.commands import deactivate_account
from amity.workspace.teams import commands, queries
from amity.workspace.teams.models import Membership


def facts():
    return list(StoredFact.objects.order_by("id").values_list("kind", flat=True))


def test_a_team_is_made_renamed_joined_and_left(world):
    team = commands.create_team(name="  Key   accounts ", by=world.administrator)
    assert team.name == "Key accounts"
    cleo = world.accounts["cleo"]
    commands.rename_team(team.uid, name="Accounts", by=world.administrator)
    commands.add_member(team.uid, account_uid=cleo.uid, by=world.administrator)
    commands.add_member(team.uid, account_uid=cleo.uid, by=world.administrator)
    assert team.pk in cleo.actor().team_ids
    commands.remove_member(team.uid, account_uid=cleo.uid, by=world.administrator)
    assert team.pk not in cleo.actor().team_ids
    assert facts() == ["team.created", "record.changed", "team.member_added", "team.member_removed"]


def test_names_of_teams_differ_whatever_their_capitals_and_accents(world):
    with pytest.raises(Refused, match="Choose another name"):
        commands.create_team(name="SALÉS", by=world.administrator)
    with pytest.raises(Refused):
        commands.rename_team(world.teams["service"].uid, name="sales", by=world.administrator)
    commands.rename_team(world.teams["sales"].uid, name="SALES", by=world.administrator)
    with pytest.raises(Invalid):
        commands.create_team(name="  ", by=world.administrator)


def test_a_deactivated_account_cannot_join(world):
    deactivate_account(world.accounts["cleo"].uid, by=world.administrator)
    with pytest.raises(Refused, match="Reactivate the account first"):
        commands.add_member(world.teams["sales"].uid, account_uid=world.accounts["cleo"].uid, by=world.administrator)


def test_only_administrators_change_teams(world):
    team, cleo = world.teams["sales"], world.accounts["cleo"]
    for attempt in (
        lambda: commands.create_team(name="X", by=world.ada),
        lambda: commands.rename_team(team.uid, name="X", by=world.ada),
        lambda: commands.add_member(team.uid, account_uid=cleo.uid, by=world.cleo),
        lambda: commands.remove_member(team.uid, account_uid=cleo.uid, by=world.ada),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert facts() == [] and Membership.objects.count() == 4


def test_unknown_teams_and_accounts_are_missing(world):
    with pytest.raises(Missing):
        commands.rename_team(world.accounts["ada"].uid, name="X", by=world.administrator)
    with pytest.raises(Missing):
        commands.add_member(world.teams["sales"].uid, account_uid=world.teams["sales"].uid, by=world.administrator)
    with pytest.raises(Missing):
        queries.get_team(world.accounts["ada"].uid, seen_by=world.ada)


def test_the_pages_of_teams_work(world, client_of):
    client = client_of("administrator")
    answer = client.post("/settings/teams", {"name": "Support"})
    page = answer["Location"]
    assert client.post(f"{page}/members", {"account": str(world.accounts["cleo"].uid)}).status_code == 302
    assert "Cleo Outside" in client.get(page).content.decode()
    assert client.post(page, {"name": "Helpdesk"}).status_code == 302
    assert "Helpdesk" in client.get("/settings/teams").content.decode()
    assert client.post("/settings/teams", {"name": "helpdesk"}).status_code == 422
    assert client.post(f"{page}/members", {"account": "nobody"}, follow=True).status_code == 200
    assert client.post(f"{page}/members/{world.accounts['cleo'].uid}/removal").status_code == 302
    assert Membership.objects.filter(account=world.accounts["cleo"]).count() == 1
