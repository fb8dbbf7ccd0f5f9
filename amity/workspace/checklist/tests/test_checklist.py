"""The first steps of each person."""

import pytest

from amity.kernel.commands import Invalid, Missing, NotAllowed
from amity.kernel.commands.actor import Actor
from amity.kernel.facts.models import StoredFact
from amity.workspace.accounts import commands as accounts
from amity.workspace.accounts.models import Account
from amity.workspace.checklist.commands import mark_item
from amity.workspace.checklist.items import Item, register_item
from amity.workspace.checklist.queries import checklist

PAGE = "/getting-started"


def states(actor) -> dict[str, str]:
    return {step.name: step.state for step in checklist(seen_by=actor).steps}


def test_each_role_has_its_own_steps(world):
    assert {"organisation", "colleague", "import", "person"} <= set(states(world.administrator))
    assert {"import", "person", "preferences"} <= set(states(world.ada))
    assert set(states(world.reader)) == {"preferences", "shortcuts"}


def test_what_is_there_is_known(world):
    assert states(world.ada)["preferences"] == "open"
    accounts.update_preferences({"theme": "dark"}, by=world.ada)
    assert states(world.ada)["preferences"] == "done"
    assert states(world.ben)["preferences"] == "open"
    assert states(world.administrator)["colleague"] == "done"


def test_a_step_is_marked_and_taken_back_for_oneself_alone(world):
    mark_item("shortcuts", "skipped", by=world.ada)
    mark_item("shortcuts", "done", by=world.ada)
    mark_item("shortcuts", "done", by=world.ada)
    assert (states(world.ada)["shortcuts"], states(world.ben)["shortcuts"]) == ("done", "open")
    mark_item("shortcuts", "open", by=world.ada)
    assert states(world.ada)["shortcuts"] == "open"
    told = [(fact.data["item"], fact.data["state"]) for fact in StoredFact.objects.order_by("id")]
    assert told == [("shortcuts", "skipped"), ("shortcuts", "done"), ("shortcuts", "open")]


def test_what_is_not_ones_own_or_makes_no_sense_is_refused(world):
    with pytest.raises(Missing):
        mark_item("organisation", "done", by=world.ada)
    with pytest.raises(Missing):
        mark_item("nonsense", "done", by=world.ada)
    with pytest.raises(Invalid):
        mark_item("shortcuts", "maybe", by=world.ada)
    with pytest.raises(NotAllowed):
        mark_item("shortcuts", "done", by=Actor.system())


def test_the_page_marks_leaves_the_sidebar_and_comes_back(world, client_of):
    ada = client_of("ada")
    assert f'class="sidebar__link" href="{PAGE}"' in ada.get("/people").content.decode()
    assert ada.post(f"{PAGE}/items/shortcuts", {"state": "done"})["Location"] == PAGE
    assert "1 of " in ada.get(PAGE).content.decode()
    answer = ada.post(f"{PAGE}/visibility", {"shown": "0"}, follow=True)
    page = answer.content.decode()
    assert f'class="sidebar__link" href="{PAGE}"' not in page and "still leads to it" in page
    assert f'class="menu__item" href="{PAGE}"' in page
    ada.post(f"{PAGE}/visibility", {"shown": "1"})
    assert Account.objects.get(pk=world.ada.account_id).has_checklist


def test_a_room_adds_its_own_step(world, monkeypatch):
    from amity.workspace.checklist import items

    monkeypatch.setattr(items, "_items", dict(items._items))
    register_item(Item(name="tea", title="Make tea", why="It helps.", url_name="kernel_ui:help", action="How", order=1))
    step = checklist(seen_by=world.reader).steps[0]
    assert (step.name, step.href, step.is_open, step.is_known) == ("tea", "/help", True, False)
