"""Guessing passwords, tokens and addresses is slow, gets the same answer every time, and shuts the door."""

import secrets
from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from amity.workspace.accounts import commands

WRONG = "wrong guess 1"


def sign_in(email, password, **extra):
    return Client().post("/sign-in", {"login": email, "password": password}, **extra)


@pytest.fixture
def hashed(settings):
    """Counts how often the slow hash is made, with the hasher that installations have."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    made, encode, verify = [], Argon2PasswordHasher.encode, Argon2PasswordHasher.verify

    def count(name, work):
        def counted(self, *given, **more):
            made.append(name)
            return work(self, *given, **more)

        return counted

    with (
        patch.object(Argon2PasswordHasher, "encode", count("made", encode)),
        patch.object(Argon2PasswordHasher, "verify", count("compared", verify)),
    ):
        yield made


def test_an_unknown_address_costs_as_much_work_as_a_known_one(world, hashed):
    # What takes time is the hash, 100 times longer than all the rest: as many of them means as long.
    for key in ("ada", "ben"):
        world.accounts[key].set_password(world.password)
        world.accounts[key].save()
    commands.deactivate_account(world.accounts["ben"].uid, by=world.administrator)
    work = {}
    for email in ("ada@example.org", "nobody@example.org", "ben@example.org"):
        hashed.clear()
        assert sign_in(email, WRONG).status_code == 422
        work[email] = len(hashed)
    assert set(work.values()) == {1}


def words(answer):
    """A page without what differs at every request: tokens, and what was typed."""
    text = answer.content.decode()
    token = str(answer.context["csrf_token"]) if answer.context else ""
    for own in (token, "ada@example.org", "nobody@example.org", "ben@example.org"):
        text = text.replace(own, "") if own else text
    return text


@pytest.mark.parametrize("address", ["/sign-in", "/password"])
def test_known_unknown_and_deactivated_addresses_read_the_same(world, address):
    commands.deactivate_account(world.accounts["ben"].uid, by=world.administrator)
    seen = set()
    for email in ("ada@example.org", "nobody@example.org", "ben@example.org"):
        answer = Client().post(address, {"login": email, "email": email, "password": WRONG})
        seen.add((answer.status_code, answer.get("Location"), words(answer), tuple(sorted(answer.headers))))
    assert len(seen) == 1


def test_the_door_is_shut_for_unknown_addresses_as_well(world):
    for email in ("ada@example.org", "nobody@example.org"):
        answers = [sign_in(email, WRONG) for _ in range(8)]
        assert [answer.status_code for answer in answers] == [422] * 5 + [429] * 3
        assert int(answers[-1]["Retry-After"]) == 300


def test_fifty_forged_forwarded_addresses_do_not_help(world):
    forged = ("HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_CLIENT_IP", "HTTP_FORWARDED", "HTTP_X_CLIENT_IP")
    codes = [
        sign_in(
            "ada@example.org", WRONG, **{forged[n % 5]: f"for=10.0.0.{n}" if n % 5 == 3 else f"10.0.0.{n}"}
        ).status_code
        for n in range(50)
    ]
    assert codes[5:] == [429] * 45


def test_behind_a_proxy_only_the_address_it_saw_counts(world, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    codes = [
        sign_in("ada@example.org", WRONG, HTTP_X_FORWARDED_FOR=f"10.0.0.{n}, 203.0.113.9").status_code for n in range(8)
    ]
    assert codes == [422] * 5 + [429] * 3
    assert (
        sign_in("ada@example.org", world.password, HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.1").status_code == 302
    )


def test_every_limit_says_when_to_come_back(world):
    answers = [Client().post("/password", {"email": "ada@example.org"}) for _ in range(8)]
    shut = [answer for answer in answers if answer.status_code == 429]
    assert shut and all(int(answer["Retry-After"]) > 0 for answer in shut)


def test_a_thousand_made_up_links_all_get_the_same_answer(world):
    client, seen = Client(), set()
    for _ in range(1000):
        answer = client.get(f"/invitations/{secrets.token_urlsafe(24)}")
        seen.add((answer.status_code, len(answer.content)))
    assert {code for code, _length in seen} == {404} and len(seen) == 1


def test_tokens_are_long_and_come_from_the_systems_own_chance():
    from amity.workspace.accounts.tokens import new_token

    tokens = {new_token() for _ in range(1000)}
    # 64 letters: 6 bits each.
    assert len(tokens) == 1000 and min(map(len, tokens)) * 6 >= 128
