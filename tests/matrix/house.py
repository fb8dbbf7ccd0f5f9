"""The house of the matrix: of each thing one of Ada's, one of Ben's who shares her team, one of Cleo's who does not."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from amity.customers.activities.commands import log_call
from amity.customers.activities.models import Activity
from amity.customers.catalogue.commands import add_product
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.companies.commands import add_company
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.orders.commands import open_order
from amity.customers.orders.drafts import OrderDraft
from amity.customers.people.commands import add_person
from amity.customers.people.drafts import EmailDraft, PersonDraft
from amity.customers.shops.commands import connect_shop
from amity.kernel.commands import Actor
from amity.kernel.facts.models import StoredFact
from amity.kernel.facts.readers import catch_up_all
from amity.kernel.facts.refs import Ref
from amity.kernel.ids import new_uid
from amity.kernel.jobs.models import Job
from amity.records.imports.commands import add_import
from amity.records.imports.files import keep_file
from amity.records.imports.models import Import
from amity.records.imports.setting_up import look_at
from amity.records.kinds.numbers import COMPANY, ORDER, PERSON, PRODUCT
from amity.records.kinds.registry import kind_numbered
from amity.records.notes.commands import write_note
from amity.records.notes.models import Note
from amity.workspace.access.commands import set_reach
from amity.workspace.accounts.commands import invite
from amity.workspace.settings.commands import RateDraft, set_rates
from amity.workspace.settings.models import ONLY_ROW, Organisation
from amity.workspace.testing import World, build_world
from amity.workspace.tokens.commands import make_token
from amity.workspace.tokens.models import ApiToken
from amity.workspace.views.commands import save_view
from tests.urlconf import UNKNOWN

# Stands in everything of Cleo's; who does not see her things must never read it.
CANARY = "Kanarienvogel"
KINDS = {"company": COMPANY, "person": PERSON, "product": PRODUCT, "order": ORDER}
OWNERS = {"own": "ada", "team": "ben", "other": "cleo"}
SALES = frozenset({"ada", "ben", "reader", "administrator"})
SERVICE = frozenset({"cleo", "administrator"})
EVERYBODY = SALES | SERVICE


@dataclass(frozen=True)
class Subject:
    """What an address is about: its parameters, who may see it, whose it is."""

    given: Mapping[str, Any]
    seen_by: frozenset[str]
    owned_by: frozenset[str]


@dataclass
class House:
    world: World
    subjects: dict[str, dict[str, Subject]] = field(default_factory=dict)
    ids: dict[tuple[str, str], Any] = field(default_factory=dict)
    # Rows that refer to Cleo's records when all is built.
    links: int = 0

    def count_of_links(self) -> int:
        found = 0
        for name, number in KINDS.items():
            row = kind_numbered(number).model.objects.get(uid=self.ids[name, "other"])  # type: ignore[attr-defined]
            for relation in row._meta.related_objects:
                found += relation.related_model._base_manager.filter(**{relation.field.name: row}).count()
        return found

    def add(self, about: str, relation: str, given: Mapping[str, Any], seen_by: frozenset[str]) -> None:
        owner = OWNERS.get(relation, "administrator")
        subject = Subject(given, seen_by, frozenset({owner, "administrator"}))
        self.subjects.setdefault(about, {})[relation] = subject


def build_house() -> House:
    house = House(build_world())
    for number in (PERSON, COMPANY, ORDER, PRODUCT):
        set_reach(number, reach="team", by=house.world.administrator)
    for relation, key in OWNERS.items():
        _things_of(house, relation, key)
    _of_the_administrators(house)
    catch_up_all()
    house.links = house.count_of_links()
    return house


def _things_of(house: House, relation: str, key: str) -> None:
    by: Actor = replace(getattr(house.world, key), request_id=str(new_uid()))
    seen = SALES if key != "cleo" else SERVICE
    word = CANARY if key == "cleo" else key.title()
    owner = {"owner_id": by.account_id}
    company = add_company(CompanyDraft(name=f"{word} Ltd", **owner), by=by)
    person_draft = PersonDraft(full_name=f"{word} Person", emails=[EmailDraft(f"{word}@x.example".lower())], **owner)
    person = add_person(person_draft, by=by)
    product = add_product(ProductDraft(name=f"{word} mug", code=word, **owner), by=by)
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    order = open_order(OrderDraft(number=f"{word}-1", person_id=person, ordered_at=moment, total=500, **owner), by=by)
    for name, pk in {"company": company, "person": person, "product": product, "order": order}.items():
        uid = kind_numbered(KINDS[name]).model.objects.get(pk=pk).uid  # type: ignore[attr-defined]
        house.ids[name, relation] = uid
        house.add(name, relation, {"uid": uid}, seen)
    fact = StoredFact.objects.filter(kind="person.created").latest("id")
    house.add("fact", relation, {"fact_id": fact.pk}, seen)
    house.add("change", relation, {"request_id": by.request_id}, seen)
    note = write_note(Ref(PERSON, person), text=f"{word} wrote", by=by)
    house.add("note", relation, {"uid": Note.objects.get(pk=note).uid}, seen)
    call = log_call(Ref(PERSON, person), text=f"{word} rang", by=by)
    house.add("activity", relation, {"uid": Activity.objects.get(pk=call).uid}, seen)
    only = frozenset({key, "administrator"})
    house.add("import", relation, {"uid": _an_import(by, word).uid}, only)
    job = Job.objects.create(task="matrix.nothing", queue="quick", account_id=by.account_id, title=f"{word} job")
    house.add("job", relation, {"uid": job.uid}, only)
    view = save_view(PERSON, name=f"{word} view", query="", by=by)
    house.add("view", relation, {"uid": view.uid}, frozenset({key}))
    make_token(name=f"{word} token", role=by.role, by=by)
    house.add("token", relation, {"uid": ApiToken.objects.latest("id").uid}, only)


def _an_import(by: Actor, word: str) -> Import:
    stored = keep_file(f"{word}.csv", [f"Name,Email\n{word} Imported,{word}@y.example\n".encode()])
    return add_import(stored, look_at(stored.full_path, stored.name), kind="people", by=by)


def _of_the_administrators(house: House) -> None:
    Organisation.objects.get_or_create(pk=ONLY_ROW)
    by, world = house.world.administrator, house.world
    invitation = invite(email="dora@example.org", name=f"{CANARY} Dora", role="member", by=by)
    shop = connect_shop(kind="woocommerce", name=f"{CANARY} shop", secret="s" * 32, by=by)
    set_rates([RateDraft("USD", date(2026, 1, 2), 900_000)], by=by)
    team, account = world.teams["service"], world.accounts["cleo"]
    for about, given in {
        "account": {"uid": account.uid},
        "team": {"uid": team.uid},
        "member": {"uid": team.uid, "account_uid": account.uid},
        "invited": {"uid": invitation.uid},
        "shop": {"uid": shop.uid},
        "rate": {"currency": "USD", "day": "2026-01-02"},
    }.items():
        house.add(about, "any", given, EVERYBODY)
    # Of these there is none: whoever is let in is told so.
    for about, given in {
        "effect": {"uid": UNKNOWN},
        "gone": {"uid": UNKNOWN},
        "gone event": {"uid": UNKNOWN, "event": UNKNOWN},
        "invitation": {"token": "made-up"},
        "shut": {},
        "delivery door": {"uid": UNKNOWN},
    }.items():
        house.add(about, "none", given, frozenset())
