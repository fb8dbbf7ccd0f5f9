"""Every address x method x who asks x whose it is: the right answer, no foreign word in it, no write on a refusal."""

import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.matrix.house import CANARY, SERVICE, House, Subject, build_house
from tests.matrix.rules import READ, RULES, WROTE, Rule, Takes
from tests.matrix.writes import WroteOnRefusal, writing_refused, written_table
from tests.urlconf import UNKNOWN, Endpoint, endpoints


@pytest.fixture(autouse=True)
def data_folder(tmp_path, settings):
    settings.DATA_FOLDER = tmp_path / "data"


METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
ACTORS = ("stranger", "reader", "ada", "cleo", "administrator")
# Whoever is signed in already is led away (by allauth, in JSON if they sent JSON) before the method is looked at.
LEADS_AWAY = ("account_login", "account_reset_password_from_key")
IN_SAMPLE = 10
PARTS = 6


@dataclass(frozen=True)
class Cell:
    endpoint: Endpoint
    rule: Rule
    method: str
    actor: str
    relation: str
    subject: Subject | None
    # A field of the request that names a record, the kind, and whose the record is.
    foreign: tuple[str, str, str] | None = None

    @property
    def name(self) -> str:
        parts = [self.method, self.endpoint.name, self.actor, self.relation]
        return " ".join([*parts, f"{self.foreign[0]}={self.foreign[2]}"] if self.foreign else parts)


def cells(house: House) -> Iterator[Cell]:
    for endpoint in endpoints():
        rule = RULES[endpoint.name]
        subjects: dict[str, Subject | None] = dict(house.subjects[rule.about]) if rule.about else {"": None}
        if set(subjects) >= {"own", "other"}:
            known = subjects["own"]
            unknown = {name: _unknown(value) for name, value in known.given.items()}
            subjects["unknown"] = Subject(unknown, frozenset(), frozenset())
        for method in METHODS:
            for actor in ACTORS:
                for relation, subject in subjects.items():
                    yield Cell(endpoint, rule, method, actor, relation, subject)
        for fields, method in ((rule.foreign, "POST"), (rule.asked, "GET")):
            own = subjects.get("own")
            for name, kind in fields:
                for whose in ("team", "other"):
                    yield Cell(endpoint, rule, method, "ada", "own" if own else "", own, (name, kind, whose))


def _unknown(value: Any) -> Any:
    return 999_999_999 if isinstance(value, int) else UNKNOWN


def expected(cell: Cell) -> frozenset[int]:
    """The codes that are right."""
    method = "GET" if cell.method == "HEAD" else cell.method
    takes = cell.rule.methods.get(method)
    if cell.actor == "stranger" and min(cell.rule.methods.values()) > Takes.NOTHING:
        return frozenset({302, 401})
    if takes is None and cell.endpoint.name in LEADS_AWAY and cell.actor != "stranger":
        return frozenset({200, 302, 405})
    if takes is None:
        return frozenset({404 if cell.relation == "none" and cell.endpoint.name.endswith("set_up") else 405})
    is_seen = cell.subject is None or cell.actor in cell.subject.seen_by
    if takes == Takes.NOTHING:
        return READ | WROTE if is_seen else frozenset({404})
    if takes == Takes.ADMINISTRATOR and cell.actor != "administrator":
        return frozenset({403, 404})
    if not is_seen:
        # Who may write nothing may hear so before anything is looked up.
        return frozenset({403, 404} if cell.actor == "reader" and takes >= Takes.WRITER else {404})
    if takes in (Takes.WRITER, Takes.OWNER) and cell.actor == "reader":
        return frozenset({403})
    if takes == Takes.OWNER and cell.subject and cell.actor not in cell.subject.owned_by:
        return frozenset({403})
    if cell.foreign and cell.foreign[2] == "other":
        # Refused, or passed over in silence; in either case nothing then refers to what is Cleo's.
        return frozenset({200, 302, 404, 422})
    if cell.foreign and cell.method == "POST":
        return frozenset({302})
    return READ if method == "GET" else WROTE


def is_refused(cell: Cell) -> bool:
    return max(expected(cell)) in (401, 403, 404, 405)


def ask(client: Client, cell: Cell, house: House) -> Any:
    given = {**cell.rule.given, **(cell.subject.given if cell.subject else {})}
    # What the address has no place for is asked for in the query, or sent.
    asked = {name: str(value) for name, value in given.items() if name not in cell.endpoint.parameters}
    address, form = cell.endpoint.address(given), {**cell.rule.form, **asked}
    if cell.foreign:
        name, kind, whose = cell.foreign
        asked[name] = form[name] = str(house.ids[kind, whose])
    if cell.method in ("GET", "HEAD"):
        return getattr(client, cell.method.lower())(address, asked)
    if cell.method == "POST":
        return client.post(address, form)
    return client.generic(cell.method, address, b"{}", content_type="application/json")


def wrong_with(cell: Cell, house: House, clients: dict[str, Client]) -> str:
    """What is wrong with one cell, "" for nothing; leaves the database as it was."""
    client, right, tried = clients[cell.actor], expected(cell), []
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    undone = transaction.atomic()
    # As the test's own transaction: commands insist on owning theirs.
    undone._from_testcase = True  # type: ignore[attr-defined]
    with undone:
        try:
            if is_refused(cell) or cell.method in ("GET", "HEAD"):
                with writing_refused() as tried:
                    answer = ask(client, cell, house)
            else:
                answer = ask(client, cell, house)
                if cell.foreign and cell.foreign[2] == "other" and house.count_of_links() != house.links:
                    return "ties something to what is Cleo's"
        except WroteOnRefusal as wrote:
            return str(wrote)
        finally:
            transaction.set_rollback(True)
            client.cookies.clear()
            for name, value in cookies.items():
                client.cookies[name] = value
    if answer.status_code not in right:
        return f"{answer.status_code} instead of {sorted(right)}"
    place = answer.get("Location", "/sign-in")
    if cell.actor == "stranger" and 401 in right and not place.startswith("/sign-in"):
        return f"leads a stranger to {place}"
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    told = body.decode("utf-8", "replace") + str(answer.headers)
    if cell.actor not in SERVICE and CANARY.lower() in told.lower():
        return "tells what is Cleo's"
    return f"writes to {sorted(set(tried))}" if tried else ""


def is_in_sample(cell: Cell) -> bool:
    return zlib.crc32(cell.name.encode()) % IN_SAMPLE == 0


def findings(chosen: Any) -> tuple[int, dict[str, str]]:
    house = build_house()
    clients = {"stranger": Client()}
    for key in ACTORS[1:]:
        clients[key] = Client()
        clients[key].force_login(house.world.accounts[key])
    for client in clients.values():
        client.raise_request_exception = True
    asked, wrong = 0, {}
    for cell in cells(house):
        if not chosen(cell):
            continue
        asked += 1
        try:
            if found := wrong_with(cell, house, clients):
                wrong[cell.name] = found
        except Exception as error:
            wrong[cell.name] = f"{type(error).__name__}: {error}"
    return asked, wrong


def test_every_address_has_a_rule_and_every_rule_an_address():
    names = {endpoint.name for endpoint in endpoints()}
    assert sorted(names - set(RULES)) == [], "say in tests/matrix/rules.py who may what there"
    assert sorted(set(RULES) - names) == []


def test_a_tenth_of_the_matrix_holds(db):
    asked, wrong = findings(is_in_sample)
    assert wrong == {}
    assert asked > 250


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_the_whole_matrix_holds(db, part):
    asked, wrong = findings(lambda cell: zlib.crc32(cell.endpoint.name.encode()) % PARTS == part)
    assert wrong == {}
    assert asked > 250


def test_a_write_on_a_refusal_is_found(world):
    with pytest.raises(WroteOnRefusal), transaction.atomic(), writing_refused():
        world.accounts["ada"].save()
    with writing_refused() as tried, suppress(WroteOnRefusal):
        world.accounts["ada"].save()
    assert tried == ["account"]
    with writing_refused() as tried, connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert tried == []


def test_all_spellings_of_a_write_are_known():
    writes = (
        'INSERT INTO "person" ("id") VALUES (1)', "insert or ignore into person VALUES (1)",
        'UPDATE "person" SET x = 1',
        "DELETE FROM person", 'COPY "person" ("id") FROM STDIN', "WITH a AS (SELECT 1) UPDATE person SET x = 1",
        "TRUNCATE person", "  update only person set x = 1",
    )  # fmt: skip
    assert {written_table(sql).lower() for sql in writes} == {"person"}
    reads = ("SELECT 1 FROM person", 'SAVEPOINT "x"', "SELECT ... FOR UPDATE", 'UPDATE "django_session" SET x = 1')
    assert {written_table(sql) for sql in reads} == {""}
