"""An error says that there was one, and nothing of the house."""

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client

from amity.kernel.commands import Refused

CANARY = "CANARY-7f3a"


@pytest.mark.parametrize(
    "error", [RuntimeError(CANARY), OperationalError(f"{CANARY} near SELECT"), KeyError(CANARY), MemoryError(CANARY)]
)
@pytest.mark.parametrize("htmx", [{}, {"HTTP_HX_REQUEST": "true"}])
def test_a_failing_page_tells_no_cause(world, client_of, monkeypatch, error, htmx):
    def fail(*_given, **_more):
        secret = CANARY  # noqa: F841 - a traceback with values would show it
        raise error

    monkeypatch.setattr("amity.kernel.ui.pages.help_page", fail)
    client = client_of("administrator")
    client.raise_request_exception = False
    answer = client.get("/help", {"q": CANARY}, **htmx)
    text = answer.content.decode()
    assert answer.status_code == 500
    for word in (
        CANARY,
        "Traceback",
        "amity/",
        ".py",
        "SELECT",
        "Django",
        "site-packages",
        world.accounts["ada"].email,
    ):
        assert word not in text, word
    assert "<html" in text and len(text) > 200


def test_a_page_that_is_not_there_repeats_nothing(world, client_of):
    for client in (Client(), client_of("ada")):
        text = client.get(f"/nowhere/{CANARY}<script>alert(1)</script>").content.decode()
        assert "<script>alert" not in text and "urlpatterns" not in text


def test_debugging_is_off_unless_asked_for_and_tests_run_without():
    assert settings.DEBUG is False


def test_what_a_rule_refuses_is_said_as_text(world, client_of, monkeypatch):
    def refuse(*_given, **_more):
        raise Refused("x.y", "<script>alert(1)</script>")

    monkeypatch.setattr("amity.kernel.ui.pages.help_page", refuse)
    answer = client_of("ada").get("/help")
    assert answer.status_code == 409 and "<script>alert" not in answer.content.decode()


def test_no_answer_tells_which_software_serves_it(world, client_of):
    for path in ("/people", "/sign-in", "/healthz", "/nowhere"):
        answer = client_of("ada").get(path)
        assert not {"Server", "X-Powered-By"} & set(answer.headers)
    from amity import __version__

    assert __version__ not in Client().get("/healthz").content.decode() + Client().get("/sign-in").content.decode()
