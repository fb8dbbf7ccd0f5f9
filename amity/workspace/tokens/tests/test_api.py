"""Tokens through the API: who am I, one's own, everybody's, revoked; none is made there."""

import pytest
from django.test import Client

from amity.workspace.tokens.commands import make_token
from amity.workspace.tokens.models import ApiToken


@pytest.fixture
def program(world):
    """`program("ada")` is a client with a token of hers."""

    def of(key, **given):
        role = "administrator" if key == "administrator" else "read_only" if key == "reader" else "member"
        made = make_token(**{"name": f"{key}'s", "role": role, **given}, by=getattr(world, key))
        client = Client(headers={"authorization": f"Bearer {made.secret}"})
        client.uid, client.secret = made.uid, made.secret
        return client

    return of


def test_any_token_may_ask_whose_it_is(program, world):
    said = program("ada", scopes=["read:order"]).get("/api/v1/me").json()
    assert said["account"] == {"id": str(world.accounts["ada"].uid), "name": "Ada Lovelace"}
    assert (said["role"], said["token"]["scopes"]) == ("member", ["read:order"])
    assert program("administrator", role="read_only").get("/api/v1/me").json()["role"] == "read_only"


def test_a_browser_has_no_token(client_of):
    said = client_of("ada").get("/api/v1/me").json()
    assert (said["role"], said["token"]) == ("member", None)


def test_ones_own_are_listed_page_by_page_without_secrets(program, world):
    ada = program("ada", name="1")
    for number in range(2, 6):
        program("ada", name=str(number))
    program("ben")
    found, cursor = [], ""
    while cursor is not None:
        answer = ada.get("/api/v1/tokens", {"limit": 2, "cursor": cursor})
        assert "secret" not in answer.content.decode() and ApiToken.objects.first().secret_hash not in str(
            answer.json()
        )
        found += [token["name"] for token in answer.json()["items"]]
        cursor = answer.json()["next"]
    assert found == ["5", "4", "3", "2", "1"]
    assert ada.get("/api/v1/tokens", {"cursor": "1:forged"}).status_code == 422


def test_everybodys_are_the_administrators(program):
    ada, ruth = program("ada"), program("administrator")
    assert ada.get("/api/v1/tokens?everyones=true").status_code == 403
    assert len(ruth.get("/api/v1/tokens?everyones=true").json()["items"]) == 2
    assert ruth.get(f"/api/v1/tokens/{ada.uid}").json()["owner"]["name"] == "Ada Lovelace"


def test_revoking_holds_at_once_and_others_tokens_do_not_exist(program):
    ada, cleo, reader = program("ada"), program("cleo"), program("reader")
    for address in (f"/api/v1/tokens/{ada.uid}", f"/api/v1/tokens/{ada.uid}/revocation"):
        method = "post" if address.endswith("revocation") else "get"
        assert getattr(cleo, method)(address).status_code == 404
    assert ada.get("/api/v1/me").status_code == 200
    assert ada.post(f"/api/v1/tokens/{ada.uid}/revocation").status_code == 204
    assert ada.get("/api/v1/me").json()["code"] == "token.revoked"
    assert reader.post(f"/api/v1/tokens/{reader.uid}/revocation").status_code == 204
    assert reader.get("/api/v1/me").status_code == 401


def test_a_narrow_token_manages_no_tokens_and_none_is_made(program):
    narrow = program("ada", scopes=["read:person"])
    assert narrow.get("/api/v1/tokens").json()["code"] == "token.scope"
    assert narrow.post(f"/api/v1/tokens/{narrow.uid}/revocation").status_code == 403
    assert program("ada").post("/api/v1/tokens", {"name": "x"}, content_type="application/json").status_code == 405
    assert ApiToken.objects.filter(revoked_at=None).count() == 2
