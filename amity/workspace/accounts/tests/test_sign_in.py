"""Signing in and out, and what guessing, fixation and forged headers achieve: nothing."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

SIGN_IN = "/sign-in"


def try_to_sign_in(client, email, password, **extra):
    return client.post(SIGN_IN, {"login": email, "password": password}, **extra)


def is_signed_in(client):
    return client.get("/settings/profile").status_code == 200


def test_the_right_password_signs_in_and_the_address_may_have_capitals(world):
    client = Client()
    answer = try_to_sign_in(client, "Ada@Example.org", world.password)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_signed_in(client)


def test_after_signing_in_one_comes_back_to_where_one_wanted_to_go(world):
    client = Client()
    answer = client.get("/settings/profile")
    assert answer["Location"] == "/sign-in?next=%2Fsettings%2Fprofile"
    page = client.get(answer["Location"]).content.decode()
    assert 'value="/settings/profile"' in page
    answer = client.post(SIGN_IN, {"login": "ada@example.org", "password": world.password, "next": "/settings/profile"})
    assert answer["Location"] == "/settings/profile"


def test_nobody_is_sent_to_another_site_after_signing_in(world):
    answer = Client().post(
        SIGN_IN, {"login": "ada@example.org", "password": world.password, "next": "https://evil.test/"}
    )
    assert answer["Location"] == "/"


def test_signing_out_needs_a_post_and_ends_the_session(client_of):
    client = client_of("ada")
    assert client.get("/sign-out").status_code == 405
    assert is_signed_in(client)
    assert client.post("/sign-out")["Location"] == SIGN_IN
    assert not is_signed_in(client)


def test_a_deactivated_account_is_told_so_only_with_its_right_password(world):
    world.accounts["ada"].is_active = False
    world.accounts["ada"].save()
    answer = try_to_sign_in(Client(), "ada@example.org", world.password)
    assert answer["Location"] == reverse("account_inactive")
    assert try_to_sign_in(Client(), "ada@example.org", "wrong").status_code == 422


def test_a_wrong_password_and_an_unknown_address_read_the_same(world):
    known = try_to_sign_in(Client(), "ada@example.org", "wrong")
    unknown = try_to_sign_in(Client(), "nobody@example.org", "wrong")
    assert known.status_code == unknown.status_code == 422
    assert known.context["form"].errors == unknown.context["form"].errors
    assert "The e-mail address or the password is not right." in known.content.decode()


def test_thirty_wrong_passwords_shut_the_door_also_for_the_right_one(world):
    client = Client()
    codes = [try_to_sign_in(client, "ada@example.org", f"guess {number}").status_code for number in range(30)]
    assert codes == [422] * 5 + [429] * 25
    answer = try_to_sign_in(client, "ada@example.org", world.password)
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")
    assert "Wait five minutes" in answer.content.decode()
    assert not is_signed_in(client)


def test_a_forged_forwarded_address_or_host_does_not_open_the_door_again(world):
    client = Client()
    for number in range(30):
        forged = {"HTTP_X_FORWARDED_FOR": f"10.0.0.{number}", "HTTP_HOST": ["localhost", "127.0.0.1"][number % 2]}
        answer = try_to_sign_in(client, "ada@example.org", "wrong", **forged)
    assert answer.status_code == 429


def test_guessing_at_one_account_does_not_shut_others_or_other_networks(world):
    for number in range(8):
        try_to_sign_in(Client(), "ada@example.org", f"guess {number}")
    assert try_to_sign_in(Client(), "ben@example.org", world.password).status_code == 302
    assert try_to_sign_in(Client(), "ada@example.org", world.password, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_many_networks_together_do_not_guess_for_ever(world, settings):
    limits = settings.ACCOUNT_RATE_LIMITS
    settings.ACCOUNT_RATE_LIMITS = {**limits, "login_failed_anywhere": "10/h/key"}
    for number in range(10):
        try_to_sign_in(Client(), "ada@example.org", "wrong", REMOTE_ADDR=f"192.0.2.{number}")
    answer = try_to_sign_in(Client(), "ada@example.org", "wrong", REMOTE_ADDR="198.51.100.1")
    assert answer.status_code == 429


def test_right_passwords_are_not_counted_as_guesses(world):
    for _ in range(12):
        assert try_to_sign_in(Client(), "ada@example.org", world.password).status_code == 302


def test_wrong_passwords_are_counted_for_all_processes_together(world):
    from amity.workspace.accounts.models import CacheEntry

    try_to_sign_in(Client(), "ada@example.org", "wrong")
    assert CacheEntry.objects.filter(cache_key__contains="login_failed", expires__gt=timezone.now()).exists()


def test_the_session_gets_a_new_key_at_sign_in(world):
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["amity"] = planted
    try_to_sign_in(client, "ada@example.org", world.password)
    assert client.cookies["amity"].value != planted
    thief = Client()
    thief.cookies["amity"] = planted
    assert not is_signed_in(thief)


def test_posts_without_a_csrf_token_are_refused(world):
    client = Client(enforce_csrf_checks=True)
    assert try_to_sign_in(client, "ada@example.org", world.password).status_code == 403
    client.force_login(world.accounts["ada"])
    assert client.post("/settings/profile", {"name": "Eve"}).status_code == 403
    assert client.post("/sign-out").status_code == 403
    assert is_signed_in(client)


@pytest.mark.parametrize("path", ["/sign-in", "/password", "/"])
def test_a_foreign_host_header_is_answered_400(world, path):
    assert Client().get(path, HTTP_HOST="evil.test").status_code == 400
    assert Client().get(path, HTTP_X_FORWARDED_HOST="evil.test").status_code != 400


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(world):
    client = Client()
    try_to_sign_in(client, "ada@example.org", world.password)
    cookie = client.cookies["amity"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


def test_there_is_no_signing_up(world):
    for path in ("/sign-up", "/signup", "/accounts/signup"):
        assert Client().get(path).status_code == 404
