"""A session begins with signing in and ends with whatever takes the account's rights away."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from amity.workspace.accounts import commands

NEW = "a much better one"


def is_in(client):
    return client.get("/settings/profile").status_code == 200


def signed_in(world, key="ada", client=None):
    client = client or Client()
    client.post("/sign-in", {"login": f"{key}@example.org", "password": world.password})
    assert is_in(client)
    return client


def test_a_key_that_was_there_before_signing_in_is_worth_nothing_after(world):
    client = Client()
    session = client.session
    session["planted"] = 1
    session.save()
    planted = session.session_key
    signed_in(world, client=client)
    assert client.cookies["amity"].value != planted
    thief = Client()
    thief.cookies["amity"] = planted
    assert not is_in(thief)


def test_signing_in_where_somebody_is_signed_in_changes_nobody(world):
    client = signed_in(world)
    client.post("/sign-in", {"login": "ben@example.org", "password": world.password})
    assert client.get("/settings/profile").wsgi_request.actor.account_id == world.ada.account_id


def test_a_key_somebody_made_up_is_not_taken_over(world):
    client = Client()
    client.cookies["amity"] = "chosenbytheattackerchosenbythea"
    signed_in(world, client=client)
    assert client.cookies["amity"].value != "chosenbytheattackerchosenbythea"


def test_keys_are_random_and_long(world):
    keys = {signed_in(world).cookies["amity"].value for _ in range(20)}
    assert len(keys) == 20
    # 36 letters and digits to choose from: 5.17 bits each.
    assert all(len(key) * 5.17 > 128 for key in keys)


def test_signing_out_ends_the_session_on_the_server(world):
    client = signed_in(world)
    key = client.cookies["amity"].value
    client.post("/sign-out")
    thief = Client()
    thief.cookies["amity"] = key
    assert not is_in(thief)


def new_role(role):
    return lambda world: commands.change_role(world.accounts["ada"].uid, role=role, by=world.administrator)


@pytest.mark.parametrize(
    "loses",
    [
        lambda world: commands.deactivate_account(world.accounts["ada"].uid, by=world.administrator),
        new_role("read_only"),
        new_role("administrator"),
        lambda world: commands.reset_password(world.ada.account_id, password=NEW, by=world.ada),
        lambda world: commands.change_password(old=world.password, new=NEW, by=world.ada),
    ],
    ids=["deactivation", "lower role", "higher role", "password by mail", "password in the profile"],
)
def test_all_sessions_of_an_account_end_with(world, loses):
    browsers, other = [signed_in(world) for _ in range(3)], signed_in(world, "ben")
    loses(world)
    assert [is_in(browser) for browser in browsers] == [False] * 3
    assert is_in(other)


def test_a_session_ends_fourteen_days_after_signing_in_however_busy(world):
    client = signed_in(world)
    now = timezone.now()
    for days in (3, 7, 11, 13.9):
        with time_machine.travel(now + timedelta(days=days)):
            assert is_in(client)
    with time_machine.travel(now + timedelta(days=14, minutes=1)):
        assert not is_in(client)


def test_no_page_is_reached_with_a_session_of_a_removed_account(world):
    client = signed_in(world)
    key = client.cookies["amity"].value
    world.accounts["ada"].is_active = False
    world.accounts["ada"].save()
    thief = Client()
    thief.cookies["amity"] = key
    assert not is_in(thief) and not is_in(client)
