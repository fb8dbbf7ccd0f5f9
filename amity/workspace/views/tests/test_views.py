"""Views are kept for oneself, a team or everyone, by whoever may."""

import pytest

from amity.kernel.commands import Invalid, Missing, NotAllowed
from amity.kernel.facts.models import StoredFact
from amity.workspace.views.commands import change_view, choose_default, delete_view, save_view
from amity.workspace.views.models import SavedView
from amity.workspace.views.queries import default_of, get_view, saved_views

KIND = 1


def names(actor):
    return [view.name for view in saved_views(KIND, seen_by=actor)]


def test_a_personal_view_is_its_owners_alone(world):
    view = save_view(KIND, name=" My  list ", query="sort=-net", by=world.ada)
    assert names(world.ada) == ["My list"] and names(world.ben) == [] and names(world.administrator) == []
    for act in (
        lambda by: change_view(view.uid, name="x", by=by),
        lambda by: delete_view(view.uid, by=by),
        lambda by: get_view(view.uid, seen_by=by),
    ):
        with pytest.raises(Missing):
            act(world.administrator)
    told = StoredFact.objects.get()
    assert (told.kind, told.data["audience"]) == ("view.saved", "personal")


def test_a_readers_own_view_is_theirs_to_keep_and_delete(world):
    view = save_view(KIND, name="Mine", query="", by=world.reader)
    delete_view(view.uid, by=world.reader)
    assert names(world.reader) == []


def test_a_teams_view_belongs_to_its_writers(world):
    sales = world.teams["sales"].pk
    view = save_view(KIND, name="Ours", query="", audience="team", team_id=sales, by=world.ada)
    assert names(world.ben) == names(world.reader) == ["Ours"] and names(world.cleo) == []
    change_view(view.uid, name="Ours now", by=world.ben)
    for by, problem in ((world.reader, NotAllowed), (world.cleo, Missing)):
        with pytest.raises(problem):
            change_view(view.uid, name="x", by=by)
    with pytest.raises(NotAllowed):
        save_view(KIND, name="x", query="", audience="team", team_id=sales, by=world.cleo)
    assert StoredFact.objects.latest("id").data["changes"] == {"name": ["Ours", "Ours now"]}


def test_everyones_views_are_the_administrators(world):
    view = save_view(KIND, name="All of us", query="", audience="everyone", by=world.administrator)
    assert names(world.cleo) == ["All of us"]
    for act in (
        lambda: save_view(KIND, name="x", query="", audience="everyone", by=world.ada),
        lambda: change_view(view.uid, query="sort=-net", by=world.ada),
        lambda: delete_view(view.uid, by=world.ada),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_an_own_view_is_not_given_to_others_without_the_right_to_theirs(world):
    view = save_view(KIND, name="Mine", query="", by=world.ada)
    with pytest.raises(NotAllowed):
        change_view(view.uid, audience="everyone", by=world.ada)
    change_view(view.uid, audience="team", team_id=world.teams["sales"].pk, by=world.ada)
    assert names(world.ben) == ["Mine"]


def test_ones_own_default_goes_before_the_teams_and_the_teams_before_everyones(world):
    sales = world.teams["sales"].pk
    shared = save_view(KIND, name="everyone", query="", audience="everyone", by=world.administrator)
    ours = save_view(KIND, name="team", query="", audience="team", team_id=sales, by=world.ada)
    mine = save_view(KIND, name="mine", query="", by=world.ada)

    def opens(actor):
        found = default_of(saved_views(KIND, seen_by=actor))
        return found.name if found else ""

    assert opens(world.ada) == ""
    choose_default(KIND, shared.uid, audience="everyone", by=world.administrator)
    choose_default(KIND, ours.uid, audience="team", team_id=sales, by=world.ben)
    choose_default(KIND, mine.uid, audience="personal", by=world.ada)
    assert [opens(actor) for actor in (world.ada, world.ben, world.cleo)] == ["mine", "team", "everyone"]
    choose_default(KIND, None, audience="personal", by=world.ada)
    assert opens(world.ada) == "team"
    delete_view(ours.uid, by=world.ben)
    assert opens(world.ada) == "everyone"
    with pytest.raises(Invalid):
        choose_default(KIND, mine.uid, audience="team", team_id=sales, by=world.ada)


def test_names_and_addresses_are_checked(world):
    for name, query in (("", ""), ("x" * 81, ""), ("x", "y" * 4001)):
        with pytest.raises(Invalid):
            save_view(KIND, name=name, query=query, by=world.ada)
    with pytest.raises(Invalid):
        save_view(KIND, name="x", query="", audience="the world", by=world.ada)
    assert not SavedView.objects.exists()
