"""/healthz, and what may stand in a log."""

import logging

import pytest
from django.db import OperationalError, connection
from django.test import Client

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
