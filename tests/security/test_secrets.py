"""A copy of the database, of the files or of the logs opens no door."""

import json
import logging
import re

from django.apps import apps
from django.contrib.auth.hashers import identify_hasher
from django.core import mail
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client, override_settings

from amity.config.logs import DiscreetFormatter
from amity.kernel.outbox.delivery import deliver_due
from amity.workspace.accounts.models import Account

TYPED = "CANARY typed wrongly 93"
CHOSEN = "CANARY chosen anew 41"


def everything_stored():
    """Every row of every table, as text."""
    return json.dumps(
        {model._meta.db_table: list(model._base_manager.values()) for model in apps.get_models()},
        cls=DjangoJSONEncoder,
        default=str,
    )


def walk_with_secrets(world):
    """Use every secret once: a password, a wrong one, a link to a new one, an invitation, sessions. Returns them."""
    client = Client()
    client.post("/sign-in", {"login": "ada@example.org", "password": TYPED})
    client.post("/sign-in", {"login": "ada@example.org", "password": world.password})
    client.get("/people")
    session = client.cookies["amity"].value
    administrator = Client()
    administrator.post("/sign-in", {"login": "administrator@example.org", "password": world.password})
    administrator.post("/settings/accounts", {"name": "Dora", "email": "dora@example.org", "role": "member"})
    Client().post("/password", {"email": "ben@example.org"})
    deliver_due()
    links = [re.search(r"http://localhost:8000\S+", letter.body).group() for letter in mail.outbox]
    assert len(links) == 2
    client.post("/settings/profile/password", {"old": world.password, "new": CHOSEN, "again": CHOSEN})
    deliver_due()
    keys = [session, client.cookies["amity"].value, administrator.cookies["amity"].value]
    return [world.password, TYPED, CHOSEN, *(link.rsplit("/", 1)[1] for link in links), *keys]


def test_no_table_holds_a_secret_as_it_is(world, settings):
    secrets = walk_with_secrets(world)
    stored = everything_stored()
    assert "ada@example.org" in stored
    assert [secret for secret in secrets if secret in stored] == []
    assert settings.SECRET_KEY not in stored


def test_a_session_as_stored_signs_nobody_in(world):
    client = Client()
    client.post("/sign-in", {"login": "ada@example.org", "password": world.password})
    assert client.get("/settings/profile").status_code == 200
    for row in apps.get_model("sessions", "Session").objects.all():
        thief = Client()
        thief.cookies["amity"] = row.session_key
        assert thief.get("/settings/profile").status_code == 302


def test_no_line_of_the_log_holds_a_secret_or_an_address(world, caplog):
    with caplog.at_level(logging.DEBUG):
        secrets = walk_with_secrets(world)
    formatter = DiscreetFormatter("{message}", style="{")
    # SQL is logged only while debugging.
    lines = "\n".join(formatter.format(line) for line in caplog.records if not line.name.startswith("django.db"))
    assert [secret for secret in secrets if secret in lines] == []
    assert "ada@example.org" not in lines and "dora@example.org" not in lines


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"])
def test_passwords_are_kept_as_argon2(world):
    Client().post("/sign-in", {"login": "ada@example.org", "password": world.password})
    account = Account.objects.get(email="ada@example.org")
    account.set_password(CHOSEN)
    assert identify_hasher(account.password).algorithm == "argon2" and CHOSEN not in account.password


def test_pages_of_the_administrator_show_no_secret(world, client_of, settings):
    settings.EMAIL_HOST_PASSWORD = "CANARY-smtp"
    client = client_of("administrator")
    hashes = [account.password for account in Account.objects.all()]
    pages = ("accounts", "organisation", "outgoing", "profile", f"accounts/{world.accounts['ada'].uid}")
    for path in [f"/settings/{page}" for page in pages]:
        text = client.get(path).content.decode()
        assert settings.SECRET_KEY not in text and "CANARY-smtp" not in text
        assert not [value for value in hashes if value in text]
