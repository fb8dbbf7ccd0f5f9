"""Every answer of the house carries its headers: pages, parts, files, redirects, refusals and errors."""

import os
import subprocess
import sys

import pytest
from django.test import Client

from tests.security.conftest import HTTPS
from tests.test_architecture import ROOT
from tests.urlconf import endpoints

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Of the environment, what is said for tests alone.
OF_TESTS = ("AMITY_", "DATABASE_", "DJANGO_")
DIRECTIVES = ("default-src 'none'", "script-src 'self'", "object-src 'none'", "base-uri 'none'",
              "frame-ancestors 'none'", "form-action 'self'")  # fmt: skip


def lacking(answer):
    """What an answer lacks, in words; nothing when it is sound."""
    wrong = [name for name, value in HEADERS.items() if answer.get(name) != value]
    policy = answer.get("Content-Security-Policy", "")
    wrong += [part for part in DIRECTIVES if part not in policy]
    if "unsafe" in policy or "*" in policy or "http:" in policy:
        wrong.append(f"a lax policy: {policy}")
    if "camera=()" not in answer.get("Permissions-Policy", ""):
        wrong.append("Permissions-Policy")
    if "Access-Control-Allow-Origin" in answer:
        wrong.append("answers other origins")
    kind = answer.get("Content-Type", "")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body and (not kind or (kind.startswith("text/") and "charset=utf-8" not in kind.lower())):
        wrong.append(f"Content-Type {kind!r}")
    return wrong


@pytest.mark.parametrize("key", [None, pytest.param("ada", marks=pytest.mark.slow), "administrator"])
def test_every_address_answers_with_its_headers_and_is_kept_by_no_cache(world, client_of, key):
    client = client_of(key) if key else Client()
    wrong, count = {}, 0
    for endpoint in endpoints():
        for method in ("get", "head", "options", "post", "put", "delete"):
            if method != "get" and endpoint.name == "account_logout":
                continue
            answer = getattr(client, method)(endpoint.address())
            found = lacking(answer)
            if "no-store" not in answer.get("Cache-Control", "") and answer.status_code != 301:
                found.append("may be cached")
            if found:
                wrong[method, endpoint.name, answer.status_code] = found
            count += 1
    assert wrong == {}
    assert count > 600


def test_files_and_errors_carry_them_too(world, client_of, monkeypatch):
    def fail(*_given, **_more):
        raise RuntimeError("on purpose")

    monkeypatch.setattr("amity.kernel.ui.pages.help_page", fail)
    client, stranger = client_of("ada"), Client(enforce_csrf_checks=True)
    client.raise_request_exception = False
    answers = {
        404: client.get("/nowhere"),
        405: client.get("/sign-out"),
        500: client.get("/help"),
        400: stranger.get("/sign-in", HTTP_HOST="evil.test"),
        403: stranger.post("/sign-in"),
        301: client.get("/people/"),
    }
    assert {code: answer.status_code for code, answer in answers.items()} == {code: code for code in answers}
    answers[200] = client.get("/static/ui/mark.svg")
    found = {code: lacking(answer) for code, answer in answers.items()}
    assert {code: words for code, words in found.items() if words} == {}


def test_by_https_every_answer_insists_on_it_for_a_year_subdomains_included(world, https_settings):
    for path in ("/sign-in", "/healthz", "/nowhere", "/static/ui/mark.svg"):
        for given in ({"secure": True}, {"HTTP_X_FORWARDED_PROTO": "https"}):
            answer = Client().get(path, HTTP_HOST="crm.example.org", **given)
            assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_the_method_trace_is_answered_by_nothing(world, client_of):
    assert client_of("ada").trace("/people").status_code == 405


def test_an_installation_behind_https_passes_djangos_own_check(tmp_path):
    environment = {key: value for key, value in os.environ.items() if not key.startswith(OF_TESTS)}
    environment |= {"AMITY_DATA": str(tmp_path), "AMITY_SITE_URL": HTTPS}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
