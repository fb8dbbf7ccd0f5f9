"""Every operation of the OpenAPI document x who calls: no token, a made-up, an expired, a revoked one, one for
something else, a read-only one. The right answer, nothing of another's in it, and no write on a refusal."""

import json
import re
import zlib
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from amity.config.api import api
from amity.workspace.tokens.commands import make_token, revoke_token
from amity.workspace.tokens.models import ApiToken
from tests.matrix.house import CANARY, House, build_house
from tests.matrix.writes import WroteOnRefusal, writing_refused
from tests.urlconf import UNKNOWN

METHODS = ("get", "post", "put", "patch", "delete")
IN_SAMPLE = 10
KINDS = {"people": "person", "companies": "company", "products": "product", "orders": "order"}


@pytest.fixture(autouse=True)
def data_folder(tmp_path, settings):
    settings.DATA_FOLDER = tmp_path / "data"


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    """(method, path, operation) of the whole document."""
    paths = json.loads(json.dumps(api.document(), default=str))["paths"]
    return [(method, path, of[method]) for path, of in sorted(paths.items()) for method in METHODS if method in of]


def tokens_of(house: House) -> dict[str, str]:
    """Tokens by who calls: all of Ada's but the reader's."""
    made = {}
    ada, reader = house.world.ada, house.world.reader
    made["member"] = make_token(name="whole", role="member", by=ada).secret
    now = timezone.now()
    made["expired"] = make_token(name="old", role="member", expires_at=now + timedelta(days=1), by=ada).secret
    ApiToken.objects.filter(name="old").update(expires_at=now - timedelta(minutes=1))
    made["revoked"] = make_token(name="gone", role="member", by=ada).secret
    revoke_token(ApiToken.objects.get(name="gone").uid, by=ada)
    made["for events"] = make_token(name="narrow", role="member", scopes=["tracking"], by=ada).secret
    made["for search"] = make_token(name="narrow too", role="member", scopes=["search"], by=ada).secret
    made["reader"] = make_token(name="reading", role="read_only", by=reader).secret
    made["made up"] = "amity_" + "x" * 43
    return made


def address(house: House, path: str, whose: str) -> str:
    plural = re.match(r"/api/v1/(\w+)", path)
    kind = KINDS.get(plural.group(1)) if plural else None
    uid = house.ids[kind, whose] if kind and whose != "unknown" else UNKNOWN
    return re.sub(r"\{[^}]+\}", str(uid), path)


def call(method: str, path: str, token: str | None) -> Any:
    more: dict[str, Any] = {"HTTP_AUTHORIZATION": f"Bearer {token}"} if token else {}
    if method in ("patch", "delete", "put"):
        more["HTTP_IF_MATCH"] = '"1"'
    body = b"" if method == "get" else b"{}"
    return Client().generic(method.upper(), path, body, content_type="application/json", **more)


def expected(caller: str, method: str, path: str) -> frozenset[int]:
    if caller in ("nobody", "made up", "expired", "revoked"):
        return frozenset({401})
    if caller.startswith("for "):
        return frozenset({403})
    if method == "get" and path.split("/")[3] in KINDS:
        return frozenset({404})
    # What is the administrators' alone says so, whatever is asked about.
    return frozenset({403, 404, 405})


def findings(chosen: Any) -> tuple[int, dict[str, str]]:
    house = build_house()
    tokens: dict[str, str | None] = {**tokens_of(house), "nobody": None}
    asked, wrong = 0, {}
    for method, path, operation in operations():
        for caller, whose in CELLS:
            if caller == "member" and (whose == "own" or "{" not in path):
                continue
            name = f"{method.upper()} {path} {caller} {whose}"
            # What may be asked for with any token, or with the very scope it has, is no refusal.
            if not chosen(name) or is_let_in(operation, caller, method, path):
                continue
            asked += 1
            try:
                with writing_refused() as tried:
                    answer = call(method, address(house, path, whose), tokens[caller])
            except WroteOnRefusal as wrote:
                wrong[name] = str(wrote)
                continue
            found = told_wrong(answer, expected(caller, method, path), caller, path, tried)
            if found:
                wrong[name] = found
    return asked, wrong


CELLS = (
    *((caller, "own") for caller in ("nobody", "made up", "expired", "revoked", "for events", "for search", "reader")),
    *(("member", whose) for whose in ("other", "unknown")),
)


def is_let_in(operation: dict[str, Any], caller: str, method: str, path: str) -> bool:
    scope = str(operation["x-scope"])
    if caller == "reader":
        return method == "get" or path.endswith(("/search", "/count"))
    if caller.startswith("for "):
        return scope == "any" or {"for events": "tracking", "for search": "search"}[caller] in scope.split()
    return False


def told_wrong(answer: Any, right: frozenset[int], caller: str, path: str, tried: list[str]) -> str:
    text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("utf-8", "replace")
    # An empty body is wrong in itself, and a version nobody has is stale, whoever sends it.
    is_wrong_anyway = caller in ("member", "reader") and answer.status_code in (409, 412, 422, 428)
    if answer.status_code not in right and not is_wrong_anyway:
        return f"{answer.status_code} instead of {sorted(right)}: {text[:120]}"
    if CANARY.lower() in text.lower():
        return "tells what is Cleo's"
    if caller.startswith("for ") and json.loads(text).get("code") != "token.scope":
        return f"refused by something else than its scope: {text[:120]}"
    return f"writes to {sorted(set(tried))}" if tried else ""


def test_a_tenth_of_the_matrix_of_the_api_holds(db):
    asked, wrong = findings(lambda name: zlib.crc32(name.encode()) % IN_SAMPLE == 0)
    assert wrong == {}
    assert asked > 30


def test_every_operation_says_its_scope():
    silent = [f"{method.upper()} {path}" for method, path, found in operations() if not found.get("x-scope")]
    assert silent == []


@pytest.mark.slow
def test_the_whole_matrix_of_the_api_holds(db):
    asked, wrong = findings(lambda name: True)
    assert wrong == {}
    assert asked > 300
