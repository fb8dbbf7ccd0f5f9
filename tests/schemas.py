"""Ask the whole API with invented values, in this process, as one role; what schemathesis finds wrong is a failure."""

import json
from collections import Counter
from dataclasses import dataclass, field

import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from amity.config.api import api
from amity.config.wsgi import application

SEED = 20_260_704
WANTED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
)
# Of these a well-formed request may be refused for what no schema can say, so that nothing follows from a refusal.
NEVER = frozenset({"deactivate_account", "change_account"})


@dataclass
class Asked:
    """How many requests of which status, and what was wrong, by operation."""

    statuses: Counter[int] = field(default_factory=Counter)
    operations: int = 0
    wrong: dict[str, str] = field(default_factory=dict)


BODIES = {
    "people": {"full_name": "Ana", "emails": [{"address": "ana@example.org"}], "tags": ["vip"]},
    "companies": {"name": "Acme", "domains": ["acme.example"]},
    "products": {"name": "Knife", "price": {"amount": "12.50", "currency": "EUR"}},
    "orders": {"date": "2026-01-02T03:04:05Z", "lines": [{"description": "x", "unit_price": "2"}]},
    "teams": {"name": "Team"},
    "views": {"kind": "person", "name": "Mine", "query": "", "audience": "everyone"},
}


class Made:
    """Things that are there, made by an administrator: requests with made-up ids would all end at 404."""

    def __init__(self, headers: dict[str, str]) -> None:
        self._client, self._headers, self._count = Client(), headers, 0

    def __call__(self, path: str) -> tuple[dict[str, str], str]:
        """Parameters of a path with ids of something new, and the ETag of it; ({}, "") where nothing is known."""
        area = path.split("/")[3]
        if area == "changes":
            return {"request_id": self._add("people")["X-Request-Id"]}, ""
        if area in ("notes", "activities"):
            person = self._add("people").json()["id"]
            word = "notes" if area == "notes" else "calls"
            made = self._send("POST", f"/people/{person}/{word}", {"text": "Well"})
        elif area == "trash":
            person = self._add("people")
            uid = person.json()["id"]
            self._send("DELETE", f"/people/{uid}", If_Match=person["ETag"])
            return {"kind": "person", "uid": uid}, ""
        elif area in BODIES and "{uid}" in path:
            made = self._add(area)
        else:
            return {}, ""
        uid = made.json()["id"]
        where = f"/{area}/{uid}"
        return {"uid": uid}, self._send("GET", where)["ETag"]

    def _add(self, area):
        self._count += 1
        body = BODIES[area]
        return self._send("POST", f"/{area}", {**body, "name": f"Team {self._count}"} if area == "teams" else body)

    def _send(self, method, path, body=None, **more):
        headers = {**self._headers, **{name.replace("_", "-"): value for name, value in more.items()}}
        data = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return self._client.generic(method, f"/api/v1{path}", headers=headers, **data)


def ask_everything(headers: dict[str, str], *, examples: int, made: Made) -> Asked:
    """`examples` requests of every operation, with valid and invalid values, always the same ones."""
    schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.document())))  # which it changes
    schema.app = application
    asked = Asked()
    for found in schema.get_all_operations():
        operation = found.ok()
        name = operation.definition.raw["operationId"]
        if name in NEVER:
            continue
        asked.operations += 1
        try:
            _ask(operation, headers, examples, asked, made)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # groups of failures, too: every operation is asked, whatever another one did
            more = "\n".join(str(one) for one in getattr(error, "exceptions", ()))
            asked.wrong[name] = f"{type(error).__name__}: {error}\n{more}"[:1500]
    return asked


def _ask(operation, headers, examples, asked, made):
    _ask_in(GenerationMode.POSITIVE, (examples + 1) // 2, operation, headers, asked, made)
    _ask_in(GenerationMode.NEGATIVE, examples // 2, operation, headers, asked, made)


def _checks(operation):
    # Rows of a batch are read one by one: a wrong one spoils its own answer, not the call.
    is_batch = operation.definition.raw["operationId"].startswith(("upsert_", "track_events"))
    return [CHECKS.get_one(name) for name in WANTED if not (is_batch and name == "negative_data_rejection")]


def _ask_in(mode, count, operation, headers, asked, made):
    checks = _checks(operation)

    @seed(SEED)
    @settings(
        max_examples=count, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        if mode is GenerationMode.POSITIVE:
            known, etag = made(operation.path)
            case.path_parameters = {**(case.path_parameters or {}), **known}
            if etag and "If-Match" in (case.headers or {}):
                case.headers["If-Match"] = etag
        answer = case.call(headers=headers)
        asked.statuses[answer.status_code] += 1
        case.validate_response(answer, checks=checks)

    try:
        ask()
    except BaseException as error:
        # An operation without parameters has no invalid requests.
        if type(error).__name__ not in ("Unsatisfiable", "SkipTest", "Skipped"):
            raise
