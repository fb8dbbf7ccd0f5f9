"""Ask the whole API with invented values, in this process, as one role; what schemathesis finds wrong is a failure."""

from collections import Counter
from dataclasses import dataclass, field

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
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


def ask_everything(headers: dict[str, str], *, examples: int) -> Asked:
    """`examples` requests of every operation, with valid and invalid values, always the same ones."""
    schema = schemathesis.openapi.from_dict(api.document())
    schema.app = application
    asked = Asked()
    for found in schema.get_all_operations():
        operation = found.ok()
        name = operation.definition.raw["operationId"]
        if name in NEVER:
            continue
        asked.operations += 1
        try:
            _ask(operation, headers, examples, asked)
        except Exception as error:  # every operation is asked, whatever another one did
            asked.wrong[name] = f"{type(error).__name__}: {error}"[:1500]
    return asked


def _ask(operation, headers, examples, asked):
    from schemathesis import GenerationMode

    for mode, count in ((GenerationMode.POSITIVE, (examples + 1) // 2), (GenerationMode.NEGATIVE, examples // 2)):
        if not count:
            continue
        try:
            cases = operation.as_strategy(generation_mode=mode)
        except Exception as error:
            if "Unsatisfiable" in type(error).__name__:
                continue
            raise

        @seed(SEED)
        @settings(
            max_examples=count, database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=cases)
        def ask(case):
            answer = case.call(headers=headers)
            asked.statuses[answer.status_code] += 1
            case.validate_response(answer, checks=[CHECKS.get_one(name) for name in WANTED])

        try:
            ask()
        except BaseException as error:
            if type(error).__name__ in ("Unsatisfiable", "SkipTest", "Skipped"):
                continue
            raise
