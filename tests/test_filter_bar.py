"""The pages of a filter: what they show, what they refuse, who sees what."""

import re
from html import unescape
from html.parser import HTMLParser
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.http import QueryDict

from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.companies.models import Company
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import EmploymentDraft, PersonDraft
from amity.kernel.filters import parse_text
from amity.records.filter_bar.drafts import draft_from, draft_of, filter_of
from amity.records.filter_bar.words import saying
from amity.records.kinds.filtering import catalogue_of
from amity.records.kinds.numbers import COMPANY, PERSON
from amity.workspace.access.commands import set_reach

NESTED = (
    "stage = lead and not (city contains ber or (tags has VIP and company.industry = Retail))"
    " and created in the last 30 days"
)


@pytest.fixture
def people(world: Any) -> None:
    """Ana, a customer who works at Nord; Ben and Cem, leads."""
    ada = world.ada.account_id
    nord = add_company(CompanyDraft(name="Nord", industry="Retail", owner_id=ada), by=world.ada)
    for name, stage, companies in (
        ("Ana", "customer", [EmploymentDraft(nord)]),
        ("Ben", "lead", []),
        ("Cem", "lead", []),
    ):
        add_person(PersonDraft(full_name=name, stage=stage, companies=companies, owner_id=ada), by=world.ada)


def inputs(html: str) -> str:
    """The query that the form in a page would send, without its buttons."""
    sent: list[tuple[str, str]] = []

    class Reader(HTMLParser):
        select = ""
        first = ""
        chosen: str | None = None
        in_form = False

        def handle_starttag(self, tag: str, found: list[tuple[str, str | None]]) -> None:
            said = {name: value or "" for name, value in found}
            if tag == "form":
                self.in_form = said.get("id") == "filter-form"
            if not self.in_form:
                return
            if tag == "input" and (said.get("type") != "checkbox" or "checked" in said):
                sent.append((said["name"], said.get("value", "")))
            elif tag == "select":
                self.select, self.first, self.chosen = said["name"], "", None
            elif tag == "option" and self.select:
                self.first = self.first or said["value"]
                if "selected" in said:
                    self.chosen = said["value"]

        def handle_endtag(self, tag: str) -> None:
            if tag == "select" and self.select:
                sent.append((self.select, self.first if self.chosen is None else self.chosen))
                self.select = ""
            elif tag == "form":
                self.in_form = False

    Reader().feed(html)
    return urlencode(sent)


@pytest.mark.parametrize(
    "text",
    [
        NESTED,
        "not stage = lead",
        "not not stage = lead",
        "not city starts with b and not created before 2026-03-01",
        "stage in (lead, customer) or city in (Berlin, \"São Paulo\")",
        "created between 2025 and 2026-03-04",
        "created is yesterday or changed more than 3 weeks ago or created in next quarter",
        "owner = me and company is not empty and has_email = no",
        "tags has all of (a, b) and not tags has all of (c, d)",
        "company.employees between 3 and 10.5",
        "not (stage = lead or stage = customer)",
    ],
)  # fmt: skip
def test_a_filter_comes_back_from_the_builder_as_it_went_in(world, client_of, text):
    catalogue = catalogue_of("person", seen_by=world.ada)
    wanted = parse_text(text, catalogue)
    assert filter_of(draft_of(wanted), catalogue) == wanted
    page = client_of("ada").get("/people/filter", {"filter": text})
    assert page.status_code == 200
    assert filter_of(draft_from(QueryDict(inputs(page.content.decode()))), catalogue) == wanted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("city = Berlin", "City is Berlin"),
        ("stage in (lead, customer)", "Stage is one of Lead, Customer"),
        ("city in (a, b, c, d, e)", "City is one of a, b, c, 2 more"),
        ("company.industry is empty", "Company: Industry is empty"),
        ("not city starts with b", "City does not start with b"),
        ("not created before 2026-03", "not Added is before March 2026"),
        ("created = today", "Added is today"),
        ("created in the last 30 days", "Added is in the last 30 days"),
        ("created between 2026-01-31 and next month", "Added is between 31 January 2026 and next month"),
        ("created more than 3 weeks ago", "Added is before 3 weeks ago"),
        ("net >= 500 EUR", "Net value is at least €500.00"),
        ("has_email = no", "Has an e-mail is no"),
        ("owner = me", "Owner is me"),
        ("tags has all of (a, b)", "Tags has all of a, b"),
        ("ordered", "ordered"),
        ("ordered at least 2 times in the last 90 days", "ordered at least 2 times in the last 90 days"),
        (
            "ordered product Mug for at least 20.50 EUR since 2025",
            "ordered (product: Mug) for at least €20.50 since 2025",
        ),
        ("never ordered in this year", "never ordered in this year"),
        ("not ordered exactly 2 times", "not ordered exactly 2 times"),
        ("has call exactly once", "has call exactly 1 time"),
        ("not (city = a or not (city = b and stage = lead))", "not (City is a or not (City is b and Stage is Lead))"),
    ],
)
def test_a_part_of_a_filter_is_said_in_words(world, text, words):
    catalogue = catalogue_of("person", seen_by=world.ada)
    assert str(saying(parse_text(text, catalogue).root, catalogue)) == words


def press(client: Any, html: str, do: str) -> Any:
    """Press a button of the builder without script."""
    return client.get(f"/people/filter?{inputs(html)}&{urlencode({'do': do})}")


def applied(client: Any, html: str) -> str:
    """The filter that Apply leads to."""
    answer = press(client, html, "apply")
    assert answer.status_code == 302, answer.content.decode()
    found = re.fullmatch(r"/people\?filter=(.*)", answer["Location"])
    return QueryDict(f"filter={found[1]}")["filter"] if found else answer["Location"]


def test_rows_are_added_removed_moved_and_wrapped_without_script(world, client_of):
    client = client_of("ada")
    html = client.get("/people/filter", {"filter": "stage = lead and city = Berlin"}).content.decode()
    html = press(client, html, "wrap:2").content.decode()
    html = press(client, html, "add:2").content.decode()
    assert "Choose …" in html
    query = QueryDict(inputs(html), mutable=True)
    query["4.what"] = "tags"
    html = client.get(f"/people/filter?{query.urlencode()}&do=update").content.decode()
    query = QueryDict(inputs(html), mutable=True)
    query.setlist("4.value", ["VIP", "fair"])
    html = client.get(f"/people/filter?{query.urlencode()}&do=update").content.decode()
    assert applied(client, html) == "stage = lead and (city = Berlin or tags in (VIP, fair))"
    html = press(client, html, "up:4").content.decode()
    assert applied(client, html) == "stage = lead and (tags in (VIP, fair) or city = Berlin)"
    html = press(client, html, "down:1").content.decode()
    assert applied(client, html) == "(tags in (VIP, fair) or city = Berlin) and stage = lead"
    html = press(client, html, "up:2").content.decode()
    assert applied(client, html) == "tags in (VIP, fair) and city = Berlin and stage = lead"
    html = press(client, html, "remove:1").content.decode()
    html = press(client, html, "open:1").content.decode()
    assert applied(client, html) == "city = Berlin and stage = lead"


def test_what_is_unfinished_is_said_and_not_applied(world, client_of):
    client = client_of("ada")
    html = client.get("/people/filter", {"filter": "stage = lead", "add": "city"}).content.decode()
    answer = press(client, html, "apply")
    assert answer.status_code == 422
    assert "A value is missing" in answer.content.decode()
    assert 'aria-invalid="true" aria-describedby="filter-2-error"' in answer.content.decode()


def test_the_state_of_the_list_is_kept(world, client_of):
    client = client_of("ada")
    kept = "sort=-net&columns=name,email&filter=" + quote("stage = lead")
    html = client.get(f"/people/filter?{kept}").content.decode()
    assert press(client, html, "apply")["Location"] == "/people?filter=stage%20%3D%20lead&sort=-net&columns=name,email"


def test_a_views_own_filter_can_be_taken_away_and_stays_away(world, client_of, people):
    client = client_of("ben")
    html = client.get("/people?view=mine").content.decode()
    assert "Owner" in html and "Ana" not in html
    href = unescape(re.search(r'class="chip__remove" href="([^"]+)"', html)[1])
    assert href == "/people?view=mine&filter="
    html = client.get(href).content.decode()
    assert "Ana" in html and "chip__remove" not in html
    html = client.get("/people/filter?view=mine&filter=stage = lead").content.decode()
    assert press(client, html, "apply")["Location"] == "/people?view=mine&filter=stage%20%3D%20lead"


def test_the_count_is_that_of_the_list_around(world, client_of, people):
    nord = Company.objects.get(name="Nord").uid
    for where, count in (("", 3), (f"&company={nord}", 1), ("&view=mine", 3)):
        html = client_of("ada").get(f"/people/filter/count?filter={where}").content.decode()
        assert f"<b>{count}</b>" in html, where


def test_a_filter_nobody_can_read_opens_its_text_with_the_mistake_marked(world, client_of):
    answer = client_of("ada").get("/people/filter", {"filter": "stage = lead and citty = Berlin"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "stage = lead and <mark>citty</mark> = Berlin" in html
    assert "There is no field “citty”." in html
    assert 'aria-invalid="true"' in html


def test_counts_are_of_what_the_viewer_may_see(world, client_of, people):
    for kind in (PERSON, COMPANY):
        set_reach(kind, reach="own", by=world.administrator)
    for text, ada, cleo in (("stage = lead", 2, 0), ("company.industry = Retail", 1, 0), ("", 3, 0)):
        for who, count in (("ada", ada), ("cleo", cleo)):
            html = client_of(who).get("/people/filter/count", {"filter": text}).content.decode()
            assert f"<b>{count}</b> fit" in html, (text, who)


def test_lookups_offer_only_what_the_viewer_may_see(world, client_of, people):
    def offered(who: str, what: str, words: str) -> list[str]:
        html = client_of(who).get("/people/filter/choices", {"what": what, "q": words}).content.decode()
        return re.findall(r'data-value="([^"]*)"', html)

    assert offered("cleo", "company", "no") == ["Nord"]
    set_reach(COMPANY, reach="own", by=world.administrator)
    assert offered("ada", "company", "no") == ["Nord"]
    assert offered("cleo", "company", "no") == []
    assert offered("cleo", "company.parent", "no") == []
    assert offered("ada", "owner", "ada") == ["Ada Lovelace"]
    assert offered("ada", "stage", "l") == offered("ada", "~nothing", "") == offered("ada", "no.such", "") == []


def test_a_kind_goes_by_the_name_of_its_list(world, client_of):
    client = client_of("ada")
    assert client.get("/person/filter").status_code == 404
    assert client.get("/nothing/filter/count").status_code == 404
    assert {client.get(f"/{plural}/filter").status_code for plural in ("people", "companies")} == {200}


def test_no_parameter_is_answered_by_a_crash(world, client_of):
    client, dice = client_of("ada"), Random(3)
    texts = ["", "\0", "🙂", "stage", "~call", "~", "company.name", "a.b.c", "in", "!=", "!in", "between", "never", "0"]
    texts += ["-1", "1", "9" * 30, "²", "x" * 5000, "the-last", "written", "2026-02-31", "day", "any", "#" + "0" * 32]
    texts += [NESTED, "(" * 60, '"', "stage = ", "tags", "has all of", "for at least", "EUR", "\ud7ff", "add:0", "up:1"]
    names = ["0.join", "filter", "do", "add", "part", "form", "q", "at", "what", "detail", "view", "was", "company"]
    names += [f"{n}.{rest}" for n in (1, 2, 3, 999) for rest in ("of", "join", "what", "operator", "value", "a.mode")]
    names += [
        "1.a.count",
        "1.a.day",
        "1.a.words",
        "1.b.mode",
        "1.figure",
        "1.bound",
        "1.detail",
        "1.word",
        "1.currency",
    ]
    moves = [f"{move}:{n}" for move in ("add", "group", "remove", "up", "down", "wrap", "open") for n in (0, 1, 3, "²")]
    for _ in range(120):
        said = {name: dice.choice(texts) for name in dice.sample(names, dice.randint(0, 14))}
        if dice.random() < 0.7:
            said |= {
                "0.join": "all",
                "1.of": "0",
                "1.what": dice.choice(["city", "created", "tags", "company.employees"]),
            }
            said |= {"2.of": "0", "2.join": "any", "3.of": "2", "do": dice.choice([*moves, "apply", "text", "update"])}
        page = dice.choice(["", "/text", "/bar", "/count", "/choices", "/completions"])
        answer = client.get(f"/people/filter{page}", said)
        assert answer.status_code in (200, 302, 422), (page, said)


def test_a_builder_as_large_as_the_language_allows_is_shown(world, client_of):
    text = " and ".join(f"(city = c{n} or stage = lead)" for n in range(30))
    assert client_of("ada").get("/people/filter", {"filter": text}).status_code == 200
    deep = "stage = lead"
    for n in range(11):
        deep = f"({deep}) {'and' if n % 2 else 'or'} city = c{n}"
    answer = client_of("ada").get("/people/filter", {"filter": deep})
    assert answer.status_code == 200
    assert answer.content.decode().count('name="do" value="group:') == 5
