"""Own, team or everyone: who sees what, and that the database finds it by index."""

import re

import pytest
from django.utils import timezone

from amity.customers.people.models import Person
from amity.kernel.commands import Invalid, Missing, NotAllowed
from amity.kernel.facts.models import StoredFact
from amity.records.kinds import numbers
from amity.records.kinds.registry import kinds
from amity.workspace.access.commands import set_reach
from amity.workspace.access.kinds import visible_kinds
from amity.workspace.access.models import Reach, Visibility
from amity.workspace.access.visibility import visible
from amity.workspace.accounts.models import ACCOUNT_KIND
from amity.workspace.settings.models import ORGANISATION_KIND
from amity.workspace.teams.models import TEAM_KIND

PERSON = 1
NOW = timezone.now()


@pytest.fixture
def records(world):
    """One record each: of Ada, of Ben, of Cleo, of the sales team, of nobody."""
    ada, ben, cleo = (world.accounts[key] for key in ("ada", "ben", "cleo"))
    owners = {"ada": (ada, None), "ben": (ben, None), "cleo": (cleo, None), "team": (None, world.teams["sales"])}
    for name, (owner, team) in {**owners, "nobody": (None, None)}.items():
        Person.objects.create(full_name=name, owner=owner, team=team, created_at=NOW, updated_at=NOW)


def seen(actor):
    return set(visible(Person.objects.all(), actor, PERSON).values_list("full_name", flat=True))


ALL = {"ada", "ben", "cleo", "team", "nobody"}


@pytest.mark.parametrize(
    ("reach", "expected"),
    [
        (None, {"ada": ALL, "ben": ALL, "cleo": ALL, "reader": ALL, "administrator": ALL}),
        (Reach.EVERYONE, {"ada": ALL, "ben": ALL, "cleo": ALL, "reader": ALL, "administrator": ALL}),
        (
            Reach.TEAM,
            {
                "ada": {"ada", "ben", "team"},
                "ben": {"ada", "ben", "team"},
                "reader": {"ada", "ben", "team"},
                "cleo": {"cleo"},
                "administrator": ALL,
            },
        ),
        (Reach.OWN, {"ada": {"ada"}, "ben": {"ben"}, "cleo": {"cleo"}, "reader": set(), "administrator": ALL}),
    ],
)
def test_each_of_the_world_sees_just_their_records(world, records, reach, expected):
    if reach:
        Visibility.objects.create(record_kind=PERSON, reach=reach)
    assert {key: seen(getattr(world, key)) for key in expected} == expected


def test_a_reach_holds_for_one_kind_alone(world, records):
    Visibility.objects.create(record_kind=2, reach=Reach.OWN)
    assert seen(world.cleo) == ALL


def test_an_administrator_sets_the_reach_and_a_fact_tells_of_it(world, records):
    set_reach(PERSON, reach="team", by=world.administrator)
    set_reach(PERSON, reach="team", by=world.administrator)
    assert seen(world.cleo) == {"cleo"}
    told = StoredFact.objects.get()
    assert (told.kind, told.data["before"], told.data["after"]) == ("access.visibility_changed", "everyone", "team")
    for attempt, problem in (
        (lambda: set_reach(PERSON, reach="own", by=world.ada), NotAllowed),
        (lambda: set_reach(PERSON, reach="mine", by=world.administrator), Invalid),
        (lambda: set_reach(999, reach="own", by=world.administrator), Missing),
    ):
        with pytest.raises(problem):
            attempt()


def test_every_kind_of_record_can_be_chosen_on_the_page():
    assert {kind.number for kind in kinds()} == {kind.number for kind in visible_kinds()}
    assert kinds()


def test_the_page_of_visibility_works(world, client_of, records):
    client = client_of("administrator")
    page = client.get("/settings/visibility").content.decode()
    fields = dict.fromkeys(re.findall(r'name="(kind_\d+)"', page), "everyone")
    assert client.post("/settings/visibility", {**fields, f"kind_{PERSON}": "own"}).status_code == 302
    assert seen(world.ada) == {"ada"}
    assert client.post("/settings/visibility", {f"kind_{PERSON}": "all"}).status_code == 422


def test_the_numbers_on_facts_are_taken_in_the_list_of_kinds():
    assert (ACCOUNT_KIND, TEAM_KIND, ORGANISATION_KIND) == (numbers.ACCOUNT, numbers.TEAM, numbers.ORGANISATION)
