"""Who gets in with a token, as what, and for how long."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import include, path
from django.utils import timezone
from ninja import NinjaAPI

from amity.kernel.commands import Actor
from amity.kernel.facts.readers import catch_up_all
from amity.workspace.accounts.commands import change_role, deactivate_account, reactivate_account
from amity.workspace.tokens import uses
from amity.workspace.tokens.authentication import Unauthenticated, session_auth, token_auth
from amity.workspace.tokens.commands import keep_uses, make_token, revoke_token
from amity.workspace.tokens.models import ApiToken
from amity.workspace.tokens.scopes import scope

# The room itself lies below the URL conf.
house = import_module("amity.config.urls").urlpatterns
api = NinjaAPI(auth=[token_auth, session_auth], urls_namespace="testing", docs_url=None, version="testing")


@api.exception_handler(Unauthenticated)
def _unauthenticated(request, problem):
    return JsonResponse({"code": problem.code, "detail": problem.message}, status=401)


@api.get("/me")
@scope("read:person")
def me(request):
    token = request.token
    return {
        "account": request.actor.account_id,
        "role": request.actor.role,
        "origin": request.actor.origin,
        "teams": sorted(request.actor.team_ids),
        "request": request.actor.request_id == request.request_id,
        "zone": timezone.get_current_timezone_name(),
        "token": token and token.name,
    }


@api.post("/numbers/{number}")
@scope("write:person")
def number(request, number: int):
    return {"number": number}


@api.get("/anyone")
@scope("any")
def anyone(request):
    return {}


@api.get("/undeclared")
def undeclared(request):
    return {}


def form(request):
    return JsonResponse({"csrf": get_token(request)})


urlpatterns = [path("api/testing/", include(([path("", api.urls)], "api"))), path("form", form), *house]
pytestmark = pytest.mark.urls(__name__)


def made(actor, role="member", **given):
    return make_token(name="Nightly sync", role=role, by=actor, **given)


def ask(secret, address="/api/testing/me", client=None, method="get", **given):
    headers = {"Authorization": f"Bearer {secret}"}
    return getattr(client or Client(enforce_csrf_checks=True), method)(address, headers=headers, **given)


def code(answer):
    return answer.status_code, answer.json().get("code")


def test_a_token_acts_for_its_account_through_the_api(world):
    said = ask(made(world.ada).secret).json()
    assert said == {
        "account": world.ada.account_id,
        "role": "member",
        "origin": "api",
        "teams": sorted(world.ada.team_ids),
        "request": True,
        "zone": "UTC",
        "token": "Nightly sync",
    }


def test_a_request_with_a_token_costs_one_query_and_writes_nothing(world, django_assert_num_queries):
    secret = made(world.ada).secret
    with django_assert_num_queries(1) as asked:
        assert ask(secret).status_code == 200
    assert asked.captured_queries[0]["sql"].startswith("SELECT")


def test_its_clock_is_the_accounts_and_is_put_back(world):
    world.accounts["ada"].time_zone = "Pacific/Auckland"
    world.accounts["ada"].save()
    assert ask(made(world.ada).secret).json()["zone"] == "Pacific/Auckland"
    assert timezone.get_current_timezone_name() == "UTC"


@pytest.mark.parametrize(
    "secret", ["", "amity_", "amity_00000000_" + "0" * 64, "x", "amity_ä", "' OR 1=1 --", "a" * 9000]
)
def test_what_is_no_token_opens_nothing(world, secret):
    made(world.ada)
    answer = Client().get("/api/testing/me", headers={"Authorization": f"Bearer {secret}".encode().decode("latin-1")})
    assert code(answer) == (401, "token.unknown")


def test_a_hash_that_leaked_opens_nothing(world):
    made(world.ada)
    assert code(ask(ApiToken.objects.get().secret_hash)) == (401, "token.unknown")


def test_without_token_and_session_nothing_is_open(world):
    assert Client().get("/api/testing/me").status_code == 401
    assert Client().post("/api/testing/numbers/1").status_code == 401


def test_another_way_of_authenticating_is_told_how_to_write_the_header(world):
    secret = made(world.ada).secret
    answer = Client().get("/api/testing/me", headers={"Authorization": f"Token {secret}"})
    assert code(answer) == (401, "token.header")
    assert secret not in answer.content.decode()


def test_a_revoked_token_is_refused_from_the_next_request_on(world):
    token = made(world.ada)
    assert ask(token.secret).status_code == 200
    revoke_token(token.uid, by=world.ada)
    assert code(ask(token.secret)) == (401, "token.revoked")


def test_an_expired_token_is_refused(world):
    token = made(world.ada, expires_at=timezone.now() + timedelta(hours=1))
    assert ask(token.secret).status_code == 200
    ApiToken.objects.update(expires_at=timezone.now())
    assert code(ask(token.secret)) == (401, "token.expired")


def test_a_token_never_does_more_than_its_account_may_at_present(world):
    token = made(world.administrator, role="administrator")
    uid = world.accounts["administrator"].uid
    world.accounts["ada"].__class__.objects.filter(pk=world.ada.account_id).update(role="administrator")
    for role in ("member", "read_only", "administrator"):
        change_role(uid, role=role, by=Actor.system())
        assert ask(token.secret).json()["role"] == role


def test_a_lesser_role_stays_lesser(world):
    assert ask(made(world.administrator, role="read_only").secret).json()["role"] == "read_only"
    assert ask(made(world.administrator, role="member").secret).json()["role"] == "member"


def test_a_deactivated_accounts_token_is_dead_at_once_and_for_good(world):
    token, ada = made(world.ada), world.accounts["ada"].uid
    deactivate_account(ada, by=world.administrator)
    assert code(ask(token.secret)) == (401, "token.deactivated")
    catch_up_all()
    reactivate_account(ada, by=world.administrator)
    assert code(ask(token.secret)) == (401, "token.revoked")
    later = made(world.ada)
    catch_up_all()
    assert ask(later.secret).status_code == 200


def test_a_token_without_scopes_carries_its_whole_role(world):
    secret = made(world.ada).secret
    assert ask(secret).status_code == 200
    assert ask(secret, "/api/testing/undeclared").status_code == 200


def test_a_narrowed_token_is_stopped_before_anything_is_read(world):
    secret = made(world.ada, scopes=["read:person"]).secret
    assert ask(secret).status_code == 200
    answer = ask(secret, "/api/testing/numbers/no-number", method="post")
    assert answer.status_code == 403 and "write:person" in answer.content.decode()
    assert ask(secret, "/api/testing/undeclared").status_code == 403
    assert ask(secret, "/api/testing/anyone").status_code == 200


def test_a_scope_stands_in_the_openapi_document():
    document = api.get_openapi_schema(path_prefix="/api/testing/")
    paths = document["paths"]
    assert paths["/api/testing/me"]["get"]["x-scope"] == "read:person"
    assert document["components"]["securitySchemes"]["TokenAuth"] == {"type": "http", "scheme": "bearer"}


def test_a_signed_in_browser_may_read_and_needs_its_token_to_write(world, client_of):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.accounts["ada"])
    said = client.get("/api/testing/me").json()
    assert (said["account"], said["origin"], said["token"]) == (world.ada.account_id, "api", None)
    assert client.post("/api/testing/numbers/1").status_code == 403
    csrf = client.get("/form").json()["csrf"]
    assert client.post("/api/testing/numbers/1", headers={"X-CSRFToken": csrf}).json() == {"number": 1}


def test_a_wrong_token_is_not_made_good_by_a_session(world, client_of):
    answer = ask("amity_00000000_" + "0" * 64, client=client_of("administrator"))
    assert code(answer) == (401, "token.unknown")
    said = ask(made(world.ada).secret, client=client_of("administrator")).json()
    assert (said["account"], said["role"]) == (world.ada.account_id, "member")


def test_a_token_is_no_key_to_the_pages(world):
    secret = made(world.administrator, role="administrator").secret
    assert ask(secret, "/settings/accounts").status_code == 302


def test_a_use_is_written_beside_the_request_and_at_most_once_a_minute(world, django_assert_num_queries):
    token = made(world.ada)
    uses._noted.clear()
    ask(token.secret)
    assert ApiToken.objects.get().last_used_at is None
    uses.write_uses()
    first = ApiToken.objects.get().last_used_at
    assert timezone.now() - first < timedelta(seconds=10)
    ask(token.secret)
    with django_assert_num_queries(0):
        uses.write_uses()
    # Another process saw the row before ours was written: it writes no second time within the minute.
    keep_uses({ApiToken.objects.get().pk: first + timedelta(seconds=30)})
    assert ApiToken.objects.get().last_used_at == first
    ApiToken.objects.update(last_used_at=first - timedelta(seconds=61))
    ask(token.secret)
    uses.write_uses()
    assert ApiToken.objects.get().last_used_at >= first
