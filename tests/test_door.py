"""What has no rule is shut; who is inside is known; every answer carries its headers."""

import itertools

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from amity.workspace.accounts.middleware import ALWAYS_OPEN, SIGNED_OUT, _actor_of
from amity.workspace.accounts.pages import profile
from amity.workspace.teams.commands import add_member

SAMPLES = {
    "uuid": "01931f7e-0000-7000-8000-000000000000",
    "int": "1",
    "str": "x",
    "slug": "x",
    "path": "x",
}


def addresses(patterns=None, prefix="", namespace=""):
    """(name, an address) of every pattern of the URL conf."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        route = str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, prefix + route, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", "/" + filled_in(pattern, prefix, route)


def filled_in(pattern, prefix, route):
    converters = getattr(pattern.pattern, "converters", {})
    if not converters and "(?P" in route:
        return prefix + "password/1-token".removeprefix(prefix)
    whole = prefix + route
    for name, converter in converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        for spelling in (f"<{kind}:{name}>", f"<{name}>"):
            whole = whole.replace(spelling, SAMPLES.get(kind, "x"))
    return whole


def test_the_walk_over_the_url_conf_finds_all_our_addresses():
    names = [name for name, _ in addresses()]
    assert {"healthz", "account_login", "workspace_teams:team", "workspace_settings:set_up"} <= set(names)
    assert set(names) >= SIGNED_OUT


def test_a_stranger_gets_nothing_but_the_allow_list(world):
    for name, address in addresses():
        if name in SIGNED_OUT | ALWAYS_OPEN:
            continue
        for method in ("get", "post", "put", "delete"):
            answer = getattr(Client(), method)(address)
            if name.startswith("api:"):
                # The API has no page to lead to; 405 where no route takes the method.
                shut = {404} if name == "api:api-root" else {401, 405}
                assert answer.status_code in shut, (name, method, answer.status_code)
                continue
            assert answer.status_code in {302, 401}, (name, method, answer.status_code)
            assert answer["Location"].startswith("/sign-in")


def test_htmx_is_told_to_load_the_sign_in_page(world):
    answer = Client().get("/settings/profile", HTTP_HX_REQUEST="true")
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/sign-in")


def test_members_and_readers_get_403_on_what_is_the_administrators(world, client_of):
    shut = {"workspace_accounts", "workspace_teams", "workspace_access", "workspace_settings"}
    own = {"workspace_accounts:profile", "workspace_accounts:password", "workspace_accounts:preferences",
           "workspace_settings:settings", "workspace_accounts:invitation", "workspace_settings:set_up"}  # fmt: skip
    ours = [(name, address) for name, address in addresses() if name.split(":")[0] in shut and name not in own]
    assert len(ours) > 15
    uids = [str(world.accounts["ben"].uid), str(world.teams["sales"].uid)]
    for (name, address), key, method in itertools.product(ours, ("ada", "reader"), ("get", "post")):
        for uid in uids:
            answer = getattr(client_of(key), method)(address.replace(SAMPLES["uuid"], uid))
            assert answer.status_code in {403, 404, 405}, (name, key, method, answer.status_code)


def test_the_actor_of_a_request_is_known_with_its_teams_in_two_queries(world, client_of, django_assert_num_queries):
    client = client_of("ada")
    client.get("/settings/profile")
    # Session, account with teams, and what the page itself asks: the account and the organisation's name.
    with django_assert_num_queries(4):
        answer = client.get("/settings/profile")
    actor = answer.wsgi_request.actor
    assert (actor.account_id, actor.team_ids) == (world.ada.account_id, world.ada.team_ids)
    assert actor.request_id == answer.wsgi_request.request_id


def test_an_account_of_two_teams_has_both_and_one_of_none_has_none(world, client_of):
    add_member(world.teams["service"].uid, account_uid=world.accounts["ada"].uid, by=world.administrator)
    both = {team.pk for team in world.teams.values()}
    assert client_of("ada").get("/settings/profile").wsgi_request.actor.team_ids == both
    assert client_of("administrator").get("/settings/profile").wsgi_request.actor.team_ids == set()


def test_a_stranger_costs_no_query_at_an_open_door(world, django_assert_num_queries):
    request = Client().get("/healthz").wsgi_request
    with django_assert_num_queries(0):
        assert _actor_of(request) is None


def test_pages_speak_in_the_time_zone_of_who_looks(world, client_of, monkeypatch):
    world.accounts["ada"].time_zone = "Pacific/Auckland"
    world.accounts["ada"].save()
    seen = []

    def note(*given, page=profile._page):
        seen.append(timezone.get_current_timezone_name())
        return page(*given)

    monkeypatch.setattr(profile, "_page", note)
    client_of("ada").get("/settings/profile")
    client_of("ben").get("/settings/profile")
    assert seen == ["Pacific/Auckland", "UTC"]
    assert timezone.get_current_timezone_name() == "UTC"


@pytest.mark.parametrize(
    "path", ["/sign-in", "/password", "/settings/profile", "/nowhere", "/healthz", "/static/ui/mark.svg"]
)
def test_every_answer_carries_the_security_headers(world, client_of, path):
    for client in (Client(), client_of("ada")):
        answer = client.get(path)
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy


def test_private_pages_are_kept_by_no_cache(world, client_of):
    assert "no-store" in client_of("ada").get("/settings/profile")["Cache-Control"]
    assert "no-store" in Client().get("/sign-in")["Cache-Control"]
