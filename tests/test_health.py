"""/healthz, and what may stand in a log."""

import logging
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from amity.config import health
from amity.config.logs import DiscreetFormatter


@pytest.mark.django_db
def test_healthz_says_ok(client: Client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


@pytest.mark.django_db
def test_healthz_is_503_when_the_database_is_away(client: Client):
    def away(execute, sql, params, many, context):
        raise OperationalError("no route to the database")

    with connection.execute_wrapper(away):
        answer = client.get("/healthz")
    assert answer.status_code == 503


@pytest.mark.django_db
def test_readyz_says_whether_requests_may_come(client: Client, monkeypatch: pytest.MonkeyPatch):
    assert client.get("/readyz").json() == {"status": "ok"}
    monkeypatch.setattr(health, "_has_been_up_to_date", False)
    monkeypatch.setattr(health, "pending_migrations", lambda: ["facts.0009"])
    behind = client.get("/readyz")
    assert (behind.status_code, behind.json()["status"]) == (503, "migrations to run")


def test_livez_and_readyz_do_without_a_database(client: Client, django_db_blocker: Any):
    """A database that is away is a reason to send no requests, and none to start the process anew."""

    def away(execute, sql, params, many, context):
        raise OperationalError("no route to the database")

    with django_db_blocker.unblock(), connection.execute_wrapper(away):
        assert client.get("/livez").status_code == 200
        assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("mail to ada.lovelace@example.org refused", "mail to <e-mail> refused"),
        ("Key (email)=(ada@example.org) exists", "Key (email)=(<e-mail>) exists"),
        ("called +44 20 7946 0958 twice", "called <number> twice"),
        ("duplicate key\nDETAIL:  Key (name)=(Ada Lovelace) already exists.", "duplicate key\n"),
        ("12345 facts behind in 1200 ms", "12345 facts behind in 1200 ms"),
    ],
)
def test_logs_hold_no_personal_data(message: str, shown: str):
    record = logging.LogRecord("amity", logging.INFO, __file__, 1, message, None, None)
    assert DiscreetFormatter("{message}", style="{").format(record) == shown


def test_log_times_are_kept():
    record = logging.LogRecord("amity", logging.INFO, __file__, 1, "said", None, None)
    record.created = 1_800_000_000.0
    assert DiscreetFormatter("{asctime} {message}", style="{").format(record).startswith("2027-01-1")
