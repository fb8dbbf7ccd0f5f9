"""The world the other tests stand on."""

from amity.kernel.commands import Role


def test_ada_and_ben_share_a_team_and_cleo_is_outside(world):
    assert world.ada.team_ids == world.ben.team_ids == {world.teams["sales"].pk}
    assert not world.cleo.team_ids & world.ada.team_ids


def test_each_account_acts_as_the_world_says(world):
    for key, account in world.accounts.items():
        assert account.actor().team_ids == getattr(world, key).team_ids
        assert account.actor().role == getattr(world, key).role
    assert world.administrator.is_administrator
    assert world.reader.role == Role.READ_ONLY


def test_the_password_of_the_world_opens_its_accounts(world):
    assert world.accounts["ada"].check_password(world.password)


def test_a_client_of_ada_is_signed_in(world, client_of):
    assert client_of("ada").session["_auth_user_id"] == str(world.accounts["ada"].pk)
