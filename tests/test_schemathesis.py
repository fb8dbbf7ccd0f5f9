"""The API answers as its document says, whatever it is asked."""

import os

import pytest

from amity.workspace.tokens.commands import make_token

from .schemas import Made, ask_everything


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("key", "role", "examples"),
    [("ada", "member", 10), ("administrator", "administrator", 3), ("reader", "read_only", 3)],
)
def test_every_operation_answers_as_the_document_says(world, key, role, examples):
    made = make_token(name="schemathesis", role=role, by=getattr(world, key))
    maker = make_token(name="maker", role="administrator", by=world.administrator)
    asked = ask_everything(
        {"Authorization": f"Bearer {made.secret}"},
        examples=examples,
        made=Made({"Authorization": f"Bearer {maker.secret}"}),
    )
    print(asked.operations, dict(asked.statuses))
    assert not asked.wrong, "\n\n".join(f"{name}: {what}" for name, what in asked.wrong.items())
    assert asked.operations > 100 and sum(asked.statuses.values()) > asked.operations


@pytest.mark.drill
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(os.environ.get("AMITY_DRILL") != "full", reason="its short form is the test above")
@pytest.mark.parametrize(
    ("key", "role"), [("ada", "member"), ("administrator", "administrator"), ("reader", "read_only")]
)
def test_the_api_answers_so_a_hundred_times(world, key, role):
    test_every_operation_answers_as_the_document_says(world, key, role, 100)
