"""Who is inside is known, with their teams, their zone and their queries counted. Who may what: tests/matrix."""

from django.test import Client
from django.utils import timezone

from amity.workspace.accounts.middleware import SIGNED_OUT, _actor_of
from amity.workspace.accounts.pages import profile
from amity.workspace.teams.commands import add_member
from tests.urlconf import endpoints


def test_the_walk_over_the_url_conf_finds_all_our_addresses():
    names = [endpoint.name for endpoint in endpoints()]
    assert {"healthz", "account_login", "workspace_teams:team", "workspace_settings:set_up"} <= set(names)
    assert set(names) >= SIGNED_OUT


def test_htmx_is_told_to_load_the_sign_in_page(world):
    answer = Client().get("/settings/profile", HTTP_HX_REQUEST="true")
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/sign-in")


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
