"""The trash and deleting on pages, as a browser meets them."""

import pytest

from amity.customers.people.commands import add_person
from amity.customers.people.drafts import PersonDraft
from amity.customers.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def eva(world):
    return Person.objects.get(pk=add_person(PersonDraft(full_name="Eva Oak"), by=world.ada))


def test_deleting_a_person_puts_them_in_the_trash_and_offers_the_way_back(world, eva, client_of):
    client = client_of("ada")
    assert "30 days" in client.get(f"/people/{eva.uid}/deletion").content.decode()
    answer = client.post(f"/people/{eva.uid}/deletion", follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == "/people" and "Eva Oak is in the trash." in page
    assert client.get(f"/people/{eva.uid}").status_code == 404
    assert "Eva Oak" in client.get("/trash").content.decode()
    undo = page.split('action="/')[1:]
    address = "/" + next(part for part in undo if part.startswith(("trash/", "changes/"))).split('"')[0]
    assert client.post(address).status_code == 302
    assert client.get(f"/people/{eva.uid}").status_code == 200


def test_the_trash_restores_what_is_chosen(world, eva, client_of):
    client = client_of("ada")
    client.post(f"/people/{eva.uid}/deletion")
    assert client.post("/trash/restoration").url == "/trash"
    assert client.post("/trash/restoration", {"record": f"person:{eva.uid}"}).url == f"/people/{eva.uid}"
    assert client.post("/trash/restoration", {"record": "person:x"}).status_code == 404
    assert client_of("reader").post("/trash/restoration", {"record": f"person:{eva.uid}"}).status_code in (302, 403)


def test_only_an_administrator_who_types_the_word_deletes_for_good(world, eva, client_of):
    chosen = {"record": f"person:{eva.uid}"}
    client_of("ada").post(f"/people/{eva.uid}/deletion")
    assert client_of("ada").get("/trash/deletion", chosen).status_code == 403
    ruth = client_of("administrator")
    assert "Eva Oak" in ruth.get("/trash/deletion", chosen).content.decode()
    assert ruth.post("/trash/deletion", {**chosen, "typed": "yes"}).status_code == 422
    assert Person.objects.filter(pk=eva.pk).exists()
    assert ruth.post("/trash/deletion", {**chosen, "typed": " Delete "}).status_code == 302
    assert not Person.objects.filter(pk=eva.pk).exists()


def test_a_reader_sees_the_trash_without_its_buttons(world, eva, client_of):
    client_of("ada").post(f"/people/{eva.uid}/deletion")
    page = client_of("reader").get("/trash").content.decode()
    assert "Eva Oak" in page and 'name="record"' not in page


def test_the_trash_costs_the_same_queries_however_full(world, client_of, django_assert_max_num_queries):
    client = client_of("ada")

    def count():
        with django_assert_max_num_queries(40) as asked:
            assert client.get("/trash").status_code == 200
        return len(asked)

    def fill(number):
        for _ in range(number):
            made = Person.objects.get(pk=add_person(PersonDraft(full_name="P"), by=world.ada))
            client.post(f"/people/{made.uid}/deletion")
        client.get("/people")

    fill(1)
    few = count()
    fill(6)
    assert count() == few
