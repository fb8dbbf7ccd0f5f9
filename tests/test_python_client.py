"""A Python client is generated from the document of this instance, without a warning, and works with a live one."""

import importlib
import json
import subprocess
import sys
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import uuid4

import pytest

from amity.customers.people.commands import create_people
from amity.customers.people.drafts import PersonDraft
from amity.customers.people.models import Person
from amity.kernel.facts.models import StoredFact
from amity.workspace.tokens.commands import make_token, revoke_token

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PACKAGE = "amity_client_of_tests"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the client as its maker wrote it; nothing of it is kept."""
    from amity.config.api import api

    folder = tmp_path_factory.mktemp("client")
    (folder / "openapi.json").write_text(json.dumps(api.document()))
    (folder / "how.yml").write_text(f"package_name_override: {PACKAGE}\npost_hooks: []\n")
    command = [
        sys.executable, "-c", "from openapi_python_client.cli import app; app()", "generate", "--path", "openapi.json",
        "--config", "how.yml", "--output-path", PACKAGE, "--meta", "none", "--fail-on-warning",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@dataclass
class Program:
    """A program of somebody's: the generated client with their token."""

    client: Any

    def call(self, group: str, name: str, *given: Any, **named: Any) -> Any:
        """The detailed answer of an operation."""
        return part(f"api.{group}.{name}").sync_detailed(*given, client=self.client, **named)


def part(name: str) -> ModuleType:
    return importlib.import_module(f"{PACKAGE}.{name}")


def model(name: str) -> Any:
    return getattr(part("models"), name)


@pytest.fixture
def program(generated, world, live_server, monkeypatch):
    """`program(actor)` is the client of one of the world."""
    monkeypatch.syspath_prepend(str(generated))

    def of(actor, **narrower):
        secret = make_token(name="Tests", role="member", by=actor, **narrower).secret
        return Program(part("client").AuthenticatedClient(base_url=live_server.url, token=secret))

    return of


def test_a_program_lists_filters_and_pages_to_the_end(program, world):
    cities = ["Berlin", "Hamburg"]
    create_people([PersonDraft(full_name=f"Person {n:02d}", about=cities[n % 2]) for n in range(45)], by=world.ada)
    ada, found, cursor = program(world.ada), [], ""
    while True:
        page = ada.call("people", "list_people", limit=20, cursor=cursor, filter_="name contains person")
        assert page.status_code == HTTPStatus.OK
        found += page.parsed.items
        cursor = page.parsed.next_
        if cursor is None:
            break
    assert [person.full_name for person in found] == [f"Person {n:02d}" for n in range(45)]
    assert {person.about for person in found} == set(cities)
    few = ada.call("people", "list_people", filter_='name = "Person 07"', fields="full_name").parsed.items
    assert [(person.full_name, bool(person.about)) for person in few] == [("Person 07", False)]


def test_a_program_makes_changes_and_meets_a_conflict(program, world):
    ada, ben = program(world.ada), program(world.ben)
    ana = model("PersonIn")(full_name="Ana Silva", emails=[model("EmailIn")(address="ana@example.org")])
    made = ada.call("people", "create_person", body=ana)
    assert made.status_code == HTTPStatus.CREATED and made.parsed.emails[0].address == "ana@example.org"
    change = model("PersonChange")
    mine, theirs = made.headers["ETag"], made.headers["ETag"]
    changed = ada.call("people", "change_person", made.parsed.id, body=change(about="Met at the fair"), if_match=mine)
    assert changed.status_code == HTTPStatus.OK and changed.parsed.version == made.parsed.version + 1
    late = ben.call("people", "change_person", made.parsed.id, body=change(about="Never met"), if_match=theirs)
    assert late.status_code == HTTPStatus.PRECONDITION_FAILED
    assert (late.parsed.code, late.parsed.field) == ("record.stale", "If-Match")
    assert Person.objects.get().about == "Met at the fair"
    assert {fact.origin for fact in StoredFact.objects.filter(kind__startswith="person.")} == {"api"}

    now = ada.call("people", "get_person", made.parsed.id)
    gone = ada.call("people", "trash_person", made.parsed.id, if_match=now.headers["ETag"])
    assert gone.status_code == HTTPStatus.NO_CONTENT
    assert ada.call("people", "get_person", made.parsed.id).status_code == HTTPStatus.NOT_FOUND
    back = ada.call("people", "restore_person", made.parsed.id)
    assert back.parsed.full_name == "Ana Silva"


def test_a_batch_answers_row_by_row(program, world):
    ada, row, known_as = program(world.ada), model("PersonRow"), model("ExternalIdIn")

    def upsert(*rows):
        return ada.call("people", "upsert_people", body=model("PersonBatch")(items=list(rows)))

    def shop(number, **given):
        return row(external_ids=[known_as(source="shop", value=str(number))], **given)

    first = upsert(*[shop(n, full_name=f"Person {n}") for n in range(20)]).parsed
    assert (first.created, first.refused) == (20, 0)
    second = upsert(
        shop(0, full_name="Person 0"),
        shop(1, full_name="Somebody else"),
        shop(99, full_name="New"),
        shop(2, emails=[model("EmailIn")(address="no address")]),
    )
    assert second.status_code == HTTPStatus.OK
    assert [str(one.status) for one in second.parsed.rows] == ["unchanged", "changed", "created", "refused"]
    wrong = second.parsed.rows[3]
    assert (wrong.index, wrong.problem.status) == (3, 422) and wrong.problem.errors[0].message
    assert Person.objects.count() == 21


def test_a_program_is_told_what_is_wrong_and_what_it_may_not(program, world):
    ada = program(world.ada)
    wrong = ada.call("people", "list_people", filter_="naem = x")
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert wrong.parsed.errors[0].field.startswith("filter") and wrong.parsed.errors[0].fix
    nobody = ada.call("people", "get_person", uuid4())
    assert (nobody.status_code, nobody.parsed.code) == (HTTPStatus.NOT_FOUND, "missing")
    narrow = program(world.ada, scopes=["read:person"])
    assert narrow.call("people", "list_people").status_code == HTTPStatus.OK
    refused = narrow.call("people", "create_person", body=model("PersonIn")(full_name="Ana"))
    assert (refused.status_code, refused.parsed.code) == (HTTPStatus.FORBIDDEN, "token.scope")
    assert "write:person" in refused.parsed.detail and not Person.objects.exists()


def test_a_revoked_token_ends_the_program_at_once(program, generated, world, live_server):
    token = make_token(name="Stolen", role="member", by=world.ada)
    thief = Program(part("client").AuthenticatedClient(base_url=live_server.url, token=token.secret))
    assert thief.call("people", "list_people").status_code == HTTPStatus.OK
    revoke_token(token.uid, by=world.ada)
    answer = thief.call("people", "list_people")
    assert (answer.status_code, answer.parsed.code) == (HTTPStatus.UNAUTHORIZED, "token.revoked")
