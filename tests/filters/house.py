"""A small house of what is hard: nulls, doubles, accents, days on which clocks change, what others must not see."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from amity.customers.activities.commands import delete_activity, log_call, log_meeting
from amity.customers.activities.models import Activity
from amity.customers.catalogue.commands import create_products
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.catalogue.models import Product
from amity.customers.companies.commands import create_companies
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.companies.models import Company, CompanyDomain
from amity.customers.contact.places import Place
from amity.customers.orders.commands import create_orders
from amity.customers.orders.drafts import LineDraft, OrderDraft
from amity.customers.orders.models import Order, OrderLine, Status
from amity.customers.orders.totals import rebuild_totals
from amity.customers.people.commands import create_people
from amity.customers.people.drafts import EmailDraft, EmploymentDraft, PersonDraft, PhoneDraft
from amity.customers.people.models import Employment, Person, PersonAddress, PersonEmail, PersonPhone
from amity.customers.people.stages import Stage
from amity.customers.tracking.commands import track_events
from amity.customers.tracking.drafts import EventDraft, Whom
from amity.kernel.commands import Actor
from amity.kernel.facts.models import StoredFact
from amity.kernel.facts.refs import Ref
from amity.kernel.money import MILLION
from amity.records.kinds.numbers import PERSON
from amity.records.notes.commands import delete_note, write_note
from amity.records.notes.models import Note
from amity.records.tags.models import Tagging

NAMES = [
    "Ångström",
    "angstrom",
    "Ana",
    "ÁNA",
    "Łukasz",
    "Lukasz Öztürk",
    "Straße",
    "STRASSE",
    "O'Brien",
    'The "Q"',
    "Bo_b%",
]
CITIES = ["", "Łódź", "lodz", "LODZ", "Zürich", "Zurich West", "São Paulo", "100%", "a_b"]
ROLES = ["", "Einkäufer", "einkaufer", "CEO"]
INDUSTRIES = ["", "Retail", "retail ", "Bücher"]
TAGS = ["VIP", "vip", "Messe Köln", "old"]
COUNTRIES = ["", "DE", "Germany", "Polska", "Narnia"]
ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/Sao_Paulo",
    "Pacific/Auckland",
    "Asia/Kathmandu",
    "America/Havana",
    "Africa/Cairo",
]
# Days around which clocks change or years end, in one of the zones.
EDGES = ["2025-12-31", "2026-01-01", "2026-03-29", "2025-10-26", "2025-11-02", "2026-04-24", "2024-02-29", "2026-04-05"]

EVENTS = ["signed_up", "app.opened"]


@dataclass
class House:
    """All rows as plain values, by the name of the kind and id; and what hangs on them, by their id."""

    now: datetime
    zone: str
    rows: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict)
    around: dict[str, dict[int, list[dict[str, Any]]]] = field(default_factory=dict)
    happened: dict[str, dict[int, list[datetime]]] = field(default_factory=dict)
    # What programs told of people: name and moment.
    events: dict[int, list[tuple[str, datetime]]] = field(default_factory=dict)


def build(world: Any, random: Random) -> House:
    """Write a house through the commands; read it back as plain rows."""
    zone = random.choice(ZONES)
    now = _moment(random, zone, datetime(2026, 3, 11, 10, tzinfo=UTC)) if random.random() < 0.5 else datetime.now(UTC)
    by = world.administrator
    owners = [None, *(world.accounts[key].pk for key in ("ada", "ben", "cleo"))]
    teams = [None, None, *(team.pk for team in world.teams.values())]

    def belonging() -> dict[str, Any]:
        return {"owner_id": random.choice(owners), "team_id": random.choice(teams)}

    def at() -> datetime:
        return _moment(random, zone, now)

    companies = _written(
        create_companies,
        [
            CompanyDraft(
                name=random.choice(NAMES),
                industry=random.choice(INDUSTRIES),
                domains=random.sample(["a.example", "bö.example"], random.randrange(3)),
                employees=random.choice([None, 0, 7, 7, 200]),
                place=_place(random),
                phone=random.choice(["", "+49 30 123456"]),
                about=random.choice(["", "x"]),
                tags=random.sample(TAGS, random.randrange(3)),
                occurred_at=at(),
                **belonging(),
            )
            for _ in range(7)
        ],
        by,
    )
    Company.objects.filter(pk=companies[0]).update(parent_id=companies[1])
    products = _written(
        create_products,
        [
            ProductDraft(
                name=name,
                code=code,
                category=category,
                currency=currency,
                unit_price=price,
                is_active=random.random() < 0.7,
                occurred_at=at(),
                **belonging(),
            )
            for name, code, category, currency, price in (
                ("Brotmesser", "K1", "Küche > Messer", "EUR", 50 * MILLION),
                ("brotmesser", "K2", "Küche", "EUR", None),
                ("Gabel", "", "", "USD", 2_500_000),
                ("Löffel", "L-1", "Küche > Messer > Alt", "JPY", 300 * MILLION),
            )
        ],
        by,
    )
    people = _written(
        create_people,
        [
            PersonDraft(
                full_name=random.choice([*NAMES, ""]),
                given_name=random.choice(["Zoë", "zoe", ""]),
                family_name=random.choice(NAMES),
                emails=[
                    EmailDraft(text)
                    for text in random.sample(
                        ["Ana@example.org", "b@ex.example", "ana2@example.org"], random.randrange(3)
                    )
                ],
                phones=[
                    PhoneDraft(text)
                    for text in random.sample(["+49 1515 5500172", "030", "+48 501 234 567"], random.randrange(3))
                ],
                addresses=[_place(random) for _ in range(random.randrange(3))],
                companies=[
                    EmploymentDraft(pk, random.choice(ROLES)) for pk in random.sample(companies, random.randrange(3))
                ],
                stage=random.choice(Stage.values),
                language=random.choice(["", "de", "DE", "pt-BR"]),
                about=random.choice(["", "x"]),
                tags=random.sample(TAGS, random.randrange(4)),
                occurred_at=at(),
                **belonging(),
            )
            for _ in range(24)
        ],
        by,
    )
    _written(create_orders, [_order(random, people, companies, products, at(), belonging()) for _ in range(50)], by)
    Person.objects.filter(pk=people[0]).update(trashed_at=now)
    Order.objects.filter(pk=Order.objects.latest("pk").pk).update(trashed_at=now)
    _talk(random, people, by, now, zone)
    _tell(random, people, by, at)
    rebuild_totals()
    return read(House(now, zone))


def read(house: House) -> House:
    """Every row as the database has it, without the keys that filters compare by."""
    for name, model in (("person", Person), ("company", Company), ("order", Order), ("product", Product)):
        more = ["category__path"] if name == "product" else []
        rows = model.objects.filter(trashed_at__isnull=True).values(
            *(f.attname for f in model._meta.concrete_fields), *more
        )
        house.rows[name] = {
            row["id"]: {key: value for key, value in row.items() if not key.endswith("_key")} for row in rows
        }
    for name, model, key in (
        ("emails", PersonEmail, "person_id"),
        ("phones", PersonPhone, "person_id"),
        ("addresses", PersonAddress, "person_id"),
        ("jobs", Employment, "person_id"),
        ("domains", CompanyDomain, "company_id"),
        ("lines", OrderLine, "order_id"),
    ):
        house.around[name] = defaultdict(list)
        for row in model.objects.values():
            house.around[name][row[key]].append(row)
    for kind, name in ((1, "person"), (2, "company")):
        house.around[f"{name} tags"] = defaultdict(list)
        for row in Tagging.objects.filter(record_kind=kind).values("record_id", "tag__name"):
            house.around[f"{name} tags"][row["record_id"]].append(row)
    house.happened = {name: defaultdict(list) for name in ("note", "call", "meeting")}
    for record_id, at in Note.objects.values_list("record_id", "occurred_at"):
        house.happened["note"][record_id].append(at)
    for kind, record_id, at in Activity.objects.values_list("kind", "record_id", "occurred_at"):
        house.happened[kind][record_id].append(at)
    house.events = defaultdict(list)
    for fact in StoredFact.objects.filter(kind__startswith="tracked."):
        for _kind, record_id in fact.about:
            house.events[record_id].append((fact.kind.removeprefix("tracked."), fact.occurred_at))
    return house


def _tell(random: Random, people: list[int], by: Actor, at: Callable[[], datetime]) -> None:
    uids = list(Person.objects.filter(pk__in=people).values_list("uid", flat=True))
    events = [
        EventDraft(random.choice(EVENTS), Whom(id=random.choice(uids)), min(at(), datetime.now(UTC))) for _ in range(30)
    ]
    assert any(track_events(events, by=by).people)


def _written(create: Any, drafts: list[Any], by: Actor) -> list[int]:
    result = create(drafts, by=by)
    return [record_id for record_id in result.ids if record_id]


def _place(random: Random) -> Place:
    return Place(
        city=random.choice(CITIES),
        region=random.choice(["", "Bayern", "BAYERN"]),
        postal_code=random.choice(["", "01067", "SW1A 1AA"]),
        country=random.choice(COUNTRIES),
    )


def _order(
    random: Random,
    people: list[int],
    companies: list[int],
    products: list[int],
    at: datetime,
    belonging: dict[str, Any],
) -> OrderDraft:
    lines = [
        LineDraft(
            product_id=random.choice([None, *products]),
            quantity=random.choice([MILLION, MILLION, 3 * MILLION, -MILLION]),
            unit_price=random.choice([1, 5, 250]) * MILLION,
        )
        for _ in range(random.randrange(3))
    ]
    return OrderDraft(
        number=random.choice(["", "R1", "r1", "R10", "R-Ä"]),
        title=random.choice(["", "Köder"]),
        ordered_at=at,
        person_id=random.choice([None, *people, *people]),
        company_id=random.choice([None, None, *companies]),
        currency=random.choice(["EUR", "EUR", "USD", "JPY"]),
        status=random.choice(Status.values),
        channel=random.choice(["", "Café", "cafe", "Web"]),
        lines=lines,
        discount=random.choice([0, 0, 100]),
        total=random.choice([None, 0, 5000, 12345, -700]),
        occurred_at=at,
        **belonging,
    )


def _talk(random: Random, people: list[int], by: Actor, now: datetime, zone: str) -> None:
    latest = datetime.now(UTC)
    for _ in range(30):
        ref, at = Ref(PERSON, random.choice(people[1:])), min(_moment(random, zone, now), latest)
        made = random.choice([log_call, log_meeting, write_note])(ref, text="…", by=by, occurred_at=at)
        if random.random() < 0.15:
            if found := Activity.objects.filter(pk=made).first():
                delete_activity(found.uid, by=by)
            elif note := Note.objects.filter(pk=made).first():
                delete_note(note.uid, by=by)


def _moment(random: Random, zone: str, now: datetime) -> datetime:
    """Near now, or within minutes of a midnight on which something happens to the clock."""
    if random.random() < 0.5:
        return now - timedelta(minutes=random.choice([random.randrange(3000), random.randrange(600_000)]))
    midnight = datetime.fromisoformat(random.choice(EDGES)).replace(tzinfo=ZoneInfo(zone))
    return midnight.astimezone(UTC) + timedelta(minutes=random.choice([-61, -1, 0, 0, 1, 59, 61, 60 * 24]))
