"""The readable page of the API: every call is there, and what it shows in curl and in Python runs as it stands."""

import contextlib
import html
import io
import itertools
import re
import shlex
from uuid import UUID

import pytest
from django.test import Client

from amity.config.api import api
from amity.kernel.api.examples import CLIENT, FILE, SOME_ID, argument, sample
from amity.kernel.api.reference import in_words, operations, shapes_of
from amity.workspace.tokens.commands import make_token
from tests.test_python_client import PACKAGE, generated  # noqa: F401 - a fixture

OPERATIONS = {one.name: one for one in operations(api.document())}


def shown(client, name):
    """The page of a call, and its two examples as text."""
    answer = client.get(f"/api/v1/docs/{name}")
    assert answer.status_code == 200, name
    page = answer.content.decode()
    curl, python = (html.unescape(text) for text in re.findall(r'data-copy-text-value="([^"]*)"', page)[:2])
    return page, curl, python


def test_the_index_leads_to_every_call(world, client_of):
    page = client_of("ada").get("/api/v1/docs").content.decode()
    assert {f"/api/v1/docs/{name}" for name in OPERATIONS} <= set(re.findall(r'href="([^"]+)"', page))
    assert len(OPERATIONS) > 25


def test_strangers_are_asked_to_sign_in_and_what_is_no_call_is_not_found(world, client_of):
    assert Client().get("/api/v1/docs").status_code == 302
    assert Client().get("/api/v1/docs/list_people").status_code == 302
    assert client_of("ada").get("/api/v1/docs/list_dragons").status_code == 404


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_curl_of_every_call_is_one_that_the_api_takes(world, client_of, name):
    page, curl, _python = shown(client_of("reader"), name)
    assert OPERATIONS[name].scope in page
    secret = make_token(name="x", role="administrator", by=world.administrator).secret
    words = shlex.split(curl.replace("\\\n", " "))
    options = list(itertools.pairwise(words))
    method = next((value for option, value in options if option == "-X"), "GET")
    address = next(word for word in words if word.startswith("http"))
    headers = dict(value.split(": ", 1) for option, value in options if option == "-H")
    headers["Authorization"] = headers["Authorization"].replace("$AMITY_TOKEN", secret)
    body = next((value for option, value in options if option == "-d"), "")
    if "-F" in words:
        return
    client = Client(headers=headers)
    answer = client.generic(
        method, re.sub(r"^https?://[^/]+", "", address), body, content_type=headers.get("Content-Type", "text/plain")
    )
    about = (name, answer.status_code, answer.content[:600])
    if answer.status_code < 300:
        return
    # What the example names is not there, or has no such version; else it must be taken as it stands.
    named = SOME_ID in address or SOME_ID in body
    # Orders and products have no tags: one shape of bulk changes serves all kinds, so does its example.
    allowed = {"missing", "list.no_action"} | ({"record.stale"} if "If-Match" in headers else set())
    assert answer.json()["code"] in allowed or (named and answer.status_code == 422), about


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_python_of_every_call_runs_with_the_generated_client(
    generated, world, client_of, live_server, monkeypatch, tmp_path, settings  # noqa: F811
):  # fmt: skip
    settings.SITE_URL = live_server.url
    monkeypatch.syspath_prepend(str(generated))
    monkeypatch.chdir(tmp_path)
    (tmp_path / FILE).write_text("name,email\nAna,ana@example.org\n")
    client = client_of("reader")
    token = make_token(name="Examples", role="administrator", by=world.administrator)
    monkeypatch.setenv("AMITY_TOKEN", token.secret)
    for name in OPERATIONS:
        _page, _curl, python = shown(client, name)
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(python.replace(CLIENT, PACKAGE), {})
        assert re.match(r"(2\d\d|404|412|422) ", said.getvalue()), (name, said.getvalue()[:600])


def test_arguments_are_called_as_the_client_calls_them():
    assert [argument(name) for name in ("filter", "If-Match", "Idempotency-Key", "limit", "uid", "from", "id")] == [
        "filter_", "if_match", "idempotency_key", "limit", "uid", "from_", "id",
    ]  # fmt: skip


def test_samples_fit_their_schemas():
    document = {"components": {"schemas": {"Inner": {"type": "object", "properties": {"x": {"type": "integer"}}}}}}
    assert UUID(sample({"type": "string", "format": "uuid"}, document))
    assert sample({"type": "array", "items": {"$ref": "#/components/schemas/Inner"}}, document) == [{"x": 1}]
    assert sample({"anyOf": [{"type": "null"}, {"enum": ["", "lead"]}]}, document) == "lead"
    assert sample({"type": "string", "maxLength": 3, "title": "Number"}, document) == "Num"


def test_types_are_said_in_words_and_shapes_are_followed():
    assert in_words({"anyOf": [{"type": "string", "maxLength": 5}, {"type": "null"}]}) == "text, ≤ 5 or null"
    assert in_words({"type": "array", "items": {"enum": ["a", "b"]}, "maxItems": 9}) == "list of “a”, “b”, ≤ 9"
    assert in_words({"type": "integer", "minimum": 1, "maximum": 200}) == "whole number, 1–200"
    names = [name for name, _about, _rows in shapes_of(OPERATIONS["create_person"], api.document())]
    assert names[:2] == ["PersonIn", "Person"] and {"EmailIn", "Money"} <= set(names)
