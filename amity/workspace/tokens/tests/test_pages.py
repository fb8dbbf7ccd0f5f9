"""The pages of tokens: made, shown once, listed, revoked; and where the secret is not."""

import html
import logging
import re
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from amity.config.logs import DiscreetFormatter
from amity.workspace.tokens.commands import make_token
from amity.workspace.tokens.models import ApiToken
from amity.workspace.tokens.secrets import PATTERN

FORM = {"name": "Web shop", "role": "member", "expires_at": "", "reach": "all"}


def text(answer):
    return html.unescape(answer.content.decode())


def test_a_token_is_made_on_the_page_with_scopes_and_a_last_day(world, client_of):
    world.accounts["ada"].time_zone = "Pacific/Auckland"
    world.accounts["ada"].save()
    day = timezone.localdate() + timedelta(days=10)
    wanted = {**FORM, "reach": "some", "scopes": ["write:person", "search"], "expires_at": day.isoformat()}
    answer = client_of("ada").post("/settings/tokens/new", wanted)
    token = ApiToken.objects.get()
    assert answer.status_code == 201 and len(set(PATTERN.findall(text(answer)))) == 1
    assert (token.account_id, token.scopes) == (world.ada.account_id, ["write:person", "search"])
    end = timezone.localtime(token.expires_at, timezone.zoneinfo.ZoneInfo("Pacific/Auckland"))
    assert end.replace(tzinfo=None) == datetime.combine(day + timedelta(days=1), datetime.min.time())
    assert day.isoformat() in text(client_of("ada").get("/settings/tokens"))


def test_all_that_the_role_may_is_said_by_no_scopes_whatever_is_ticked(world, client_of):
    client_of("ada").post("/settings/tokens/new", {**FORM, "scopes": ["search"]})
    assert ApiToken.objects.get().scopes == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"role": "administrator"},
        {"role": ""},
        {"expires_at": "2020-01-01"},
        {"expires_at": "soon"},
        {"reach": "some"},
        {"reach": "some", "scopes": ["read:secret"]},
        {"reach": ""},
    ],
)
def test_what_is_wrong_is_said_on_the_form(world, client_of, wrong):
    answer = client_of("ada").post("/settings/tokens/new", {**FORM, **wrong})
    assert answer.status_code == 422 and not ApiToken.objects.exists()
    assert "Not saved yet" in text(answer)


def test_the_form_offers_no_role_above_ones_own(world, client_of):
    for key, most in (("administrator", 3), ("ada", 2), ("reader", 1)):
        page = text(client_of(key).get("/settings/tokens/new"))
        roles = re.search(r'<select name="role".*?</select>', page, re.DOTALL)[0]
        assert roles.count("<option") == most


def test_every_page_works_for_everybody(world, client_of):
    for key in ("administrator", "ada", "reader"):
        client = client_of(key)
        assert "You have no token" in text(client.get("/settings/tokens"))
        token = make_token(name="<b>Shop</b>", role="read_only", scopes=["read:person"], by=getattr(world, key))
        ApiToken.objects.filter(uid=token.uid).update(last_used_at=timezone.now())
        listed = client.get("/settings/tokens").content.decode()
        assert "&lt;b&gt;Shop&lt;/b&gt;" in listed and "1 scope" in listed
        assert "read:person" in text(client.get(f"/settings/tokens/{token.uid}"))
        asked = client.get(f"/settings/tokens/{token.uid}/revocation")
        assert asked.status_code == 200 and "Revoke “<b>Shop</b>”?" in text(asked)
        part = client.get(f"/settings/tokens/{token.uid}/revocation", headers={"HX-Target": "dialog-body"})
        assert "<html" not in text(part)
        assert ApiToken.objects.get(uid=token.uid).revoked_at is None
        assert client.post(f"/settings/tokens/{token.uid}/revocation")["Location"] == "/settings/tokens"
        assert ApiToken.objects.get(uid=token.uid).revoked_at is not None
        assert client.get(f"/settings/tokens/{token.uid}").status_code == 404


def test_adas_tokens_do_not_exist_for_others(world, client_of):
    token = make_token(name="Adas Shop", role="member", by=world.ada)
    for key in ("cleo", "ben", "reader"):
        client = client_of(key)
        assert "Adas Shop" not in text(client.get("/settings/tokens"))
        assert client.get("/settings/tokens/everyone").status_code == 403
        assert client.get(f"/settings/tokens/{token.uid}").status_code == 404
        assert client.get(f"/settings/tokens/{token.uid}/revocation").status_code == 404
        assert client.post(f"/settings/tokens/{token.uid}/revocation").status_code == 404
    assert ApiToken.objects.get().revoked_at is None


def test_an_administrator_sees_and_revokes_everybodys(world, client_of):
    token = make_token(name="Adas Shop", role="member", by=world.ada)
    client = client_of("administrator")
    page = text(client.get("/settings/tokens/everyone"))
    assert "Adas Shop" in page and "Ada Lovelace" in page
    assert "Adas Shop" not in text(client.get("/settings/tokens"))
    answer = client.post(f"/settings/tokens/{token.uid}/revocation", follow=True)
    assert answer.redirect_chain == [("/settings/tokens/everyone", 302)]
    assert "“Adas Shop” is revoked" in text(answer)


def test_the_number_of_queries_does_not_grow_with_the_tokens(world, client_of, django_assert_num_queries):
    client = client_of("administrator")
    make_token(name="1", role="member", by=world.ada)
    client.get("/settings/tokens/everyone")
    with django_assert_num_queries(4):
        client.get("/settings/tokens/everyone")
    for number in range(5):
        make_token(name=str(number), role="member", by=world.ben)
    with django_assert_num_queries(4):
        client.get("/settings/tokens/everyone")


def test_the_secret_is_nowhere_but_in_the_one_answer(world, client_of, caplog):
    caplog.set_level(logging.DEBUG)
    client = client_of("ada")
    made = client.post("/settings/tokens/new", FORM)
    secret = PATTERN.search(text(made))[0]
    hidden = secret.rpartition("_")[2]
    uid = ApiToken.objects.get().uid
    # Used, misspelled, refused, revoked: none of it may write the secret down.
    client.get("/settings/profile", headers={"Authorization": f"Bearer {secret}"})
    pages = [client.get(path) for path in ("/settings/tokens", f"/settings/tokens/{uid}", "/settings/tokens/new")]
    pages += [client.post("/settings/tokens/new", {**FORM, "name": ""}), client.get("/people")]
    pages += [client.post(f"/settings/tokens/{uid}/revocation", follow=True)]
    pages += [client_of("administrator").get("/settings/tokens/everyone")]
    assert all(hidden not in text(page) and hidden not in str(page.headers) for page in pages)
    assert hidden not in client.cookies.output()
    assert "no-store" in made["Cache-Control"]
    written = [DiscreetFormatter("%(message)s").format(line) for line in caplog.records]
    assert hidden not in "\n".join(written)
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        for table in sorted(tables & set(connection.introspection.table_names(cursor))):
            cursor.execute(f"SELECT * FROM {table}")
            assert hidden not in repr(cursor.fetchall()), table
