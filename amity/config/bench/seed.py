"""A large house to measure in: people, companies and orders by the set commands, plus one person with 200 facts."""

import time
from collections.abc import Callable
from datetime import timedelta
from random import Random

from django.utils import timezone

from amity.customers.catalogue.commands import create_products
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.companies.commands import create_companies
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.companies.models import Company
from amity.customers.contact.places import Place
from amity.customers.orders.commands import create_orders
from amity.customers.orders.drafts import LineDraft, OrderDraft
from amity.customers.orders.models import Order
from amity.customers.people.commands import create_people
from amity.customers.people.drafts import EmailDraft, EmploymentDraft, PersonDraft, PhoneDraft
from amity.customers.people.models import Person
from amity.kernel.bulk import count_rows_anew
from amity.kernel.commands import Actor, Origin
from amity.kernel.facts.readers import catch_up_all
from amity.kernel.facts.refs import Ref
from amity.kernel.money import MILLION
from amity.records.kinds.numbers import PERSON
from amity.records.notes.commands import write_note

GIVEN = [
    "Anna",
    "Björn",
    "Chloé",
    "Daan",
    "Émile",
    "Freja",
    "Greta",
    "Hugo",
    "Iris",
    "Jakub",
    "Klara",
    "Łucja",
    "Mateo",
    "Nadia",
    "Olu",
    "Priya",
    "Quang",
    "Rhys",
    "Siân",
    "Théo",
]
FAMILY = [
    "Adeyemi",
    "Bauer",
    "Conti",
    "Dubois",
    "Eriksen",
    "Ferraro",
    "García",
    "Hughes",
    "Iversen",
    "Jansen",
    "Kowalski",
    "Lindqvist",
    "Müller",
    "Nowak",
    "Öztürk",
]
CITIES = (("Berlin", "DE"), ("Lyon", "FR"), ("Leeds", "GB"), ("Torino", "IT"), ("Gdańsk", "PL"))
BATCH = 500


def seed(*, people: int, companies: int, orders: int, say: Callable[[str], None]) -> Person:
    """Fill up to these numbers; return the person whose page is measured."""
    by, random = Actor.system(origin=Origin.DEMO), Random(1)  # noqa: S311 - reproducible, no secret
    started = time.monotonic()
    company_ids = _companies(by, companies)
    person_ids = _people(by, random, people, company_ids)
    _orders(by, random, orders, person_ids)
    while catch_up_all():
        pass
    count_rows_anew()
    say(f"  seeded in {time.monotonic() - started:.0f} s")
    return with_a_history(Person.objects.get(pk=person_ids[len(person_ids) // 2]))


def _companies(by: Actor, number: int) -> list[int]:
    have = Company.objects.count()
    for start in range(have, number, BATCH):
        create_companies(
            [
                CompanyDraft(name=f"{FAMILY[i % len(FAMILY)]} {i}", domains=[f"firm{i}.example"], industry="Retail")
                for i in range(start, min(number, start + BATCH))
            ],
            by=by,
        )
    return list(Company.objects.order_by("pk").values_list("pk", flat=True)[:number])


def _people(by: Actor, random: Random, number: int, company_ids: list[int]) -> list[int]:
    have = Person.objects.count()
    for start in range(have, number, BATCH):
        drafts = []
        for i in range(start, min(number, start + BATCH)):
            city, country = CITIES[i % len(CITIES)]
            drafts.append(
                PersonDraft(
                    given_name=random.choice(GIVEN),
                    family_name=f"{random.choice(FAMILY)}-{random.randrange(9_999)}",
                    emails=[EmailDraft(f"person{i}@mail{i % 97}.example")],
                    phones=[PhoneDraft(f"+4915155{i % 1_000_000:06d}")],
                    addresses=[Place(city=city, country=country)],
                    companies=[EmploymentDraft(company_ids[i % len(company_ids)], "Buyer")] if i % 3 == 0 else [],
                    tags=["VIP"] if i % 10 == 0 else [],
                    external_ids=[("bench", str(i))],
                )
            )
        create_people(drafts, by=by)
    return list(Person.objects.order_by("pk").values_list("pk", flat=True)[:number])


def _orders(by: Actor, random: Random, number: int, person_ids: list[int]) -> None:
    have = Order.objects.count()
    if have >= number:
        return
    products = create_products(
        [
            ProductDraft(name=f"Product {i}", code=f"B{have}-{i}", currency="EUR", unit_price=i * MILLION)
            for i in range(1, 61)
        ],
        by=by,
    ).written
    now = timezone.now()
    for start in range(have, number, BATCH):
        create_orders(
            [
                OrderDraft(
                    number=f"R{i}",
                    person_id=random.choice(person_ids),
                    ordered_at=now - timedelta(minutes=random.randrange(1_500_000)),
                    currency="EUR",
                    lines=[LineDraft(product_id=random.choice(products), quantity=MILLION, unit_price=19_900_000)],
                )
                for i in range(start, min(number, start + BATCH))
            ],
            by=by,
        )


def with_a_history(person: Person) -> Person:
    """Give somebody 200 notes."""
    by, now = Actor.system(origin=Origin.DEMO), timezone.now()
    for day in range(200):
        write_note(
            Ref(PERSON, person.pk),
            text=f"Note {day}: asked about delivery.",
            by=by,
            occurred_at=now - timedelta(days=day),
        )
    return person
