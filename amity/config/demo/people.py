"""Draw people and companies."""

from datetime import datetime, timedelta
from random import Random

from amity.config.demo.names import COUNTRIES, Country
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.contact.places import Place
from amity.customers.people.drafts import EmailDraft, EmploymentDraft, PersonDraft, PhoneDraft
from amity.kernel.text import sort_key

INDUSTRIES = ("Café", "Restaurant", "Office", "Hotel", "Retail", "Catering", "Coworking", "Bakery")
ROLES = ("Owner", "Buyer", "Head barista", "Office manager", "Operations", "Assistant", "Kitchen lead")
YEARS = 3


def draw_companies(random: Random, number: int, now: datetime, owners: list[tuple[int, int]]) -> list[CompanyDraft]:
    """Companies of many countries; owners are (account id, team id)."""
    taken: set[str] = set()
    drafts: list[CompanyDraft] = []
    while len(drafts) < number:
        country = _country(random)
        name = country.firm.format(family=random.choice(country.family))
        if random.random() < 0.45:
            name += " " + random.choice(country.cities)[0]
        if name in taken:
            continue
        taken.add(name)
        owner_id, team_id = random.choice(owners)
        drafts.append(
            CompanyDraft(
                name=name,
                domains=[f"{_slug(name) or f'firm{len(drafts)}'}.example"],
                industry=random.choice(INDUSTRIES),
                employees=max(1, int(random.lognormvariate(2.4, 1.0))),
                phone=_number(random, country),
                place=_place(random, country),
                tags=random.sample(["Wholesale", "Office", "Gastro", "Partner"], k=random.choice([0, 1, 1, 2])),
                external_ids=[("shop", f"K{20_000 + len(drafts)}")],
                owner_id=owner_id,
                team_id=team_id,
                occurred_at=_some_time(random, now),
            )
        )
    return drafts


def draw_person(
    random: Random, index: int, now: datetime, *, employer: tuple[int, str, int, int] | None, owner: tuple[int, int]
) -> PersonDraft:
    """One person; `employer` is (company id, its domain, its owner, its team)."""
    country = _country(random)
    given, family = random.choice(country.given), random.choice(country.family)
    full = f"{family}{'' if country.code == 'JP' else ' '}{given}" if country.family_first else f"{given} {family}"
    mailbox = _slug(f"{given}.{family}") or f"kunde{index}"
    addresses = [EmailDraft(f"{mailbox}.{index}@post.example", "home")]
    if employer:
        addresses.insert(0, EmailDraft(f"{mailbox}.{index}@{employer[1]}", "work"))
    tags = random.sample(
        ["Home barista", "VIP", "Newsletter", "Gift buyer", "Course guest"], k=random.choice([0, 0, 1, 1, 2])
    )
    owner_id, team_id = (employer[2], employer[3]) if employer else owner
    return PersonDraft(
        given_name=given,
        family_name=family,
        full_name=full if country.family_first else "",
        emails=addresses if random.random() < 0.94 else [],
        phones=[PhoneDraft(_number(random, country), "mobile")] if random.random() < 0.7 else [],
        addresses=[_place(random, country)] if random.random() < 0.85 else [],
        companies=[EmploymentDraft(employer[0], random.choice(ROLES))] if employer else [],
        language=country.language,
        time_zone=country.zone,
        tags=tags,
        external_ids=[("shop", f"{10_000 + index}")],
        owner_id=owner_id,
        team_id=team_id,
        occurred_at=_some_time(random, now),
    )


def _country(random: Random) -> Country:
    return random.choices(COUNTRIES, weights=[country.share for country in COUNTRIES])[0]


def _some_time(random: Random, now: datetime) -> datetime:
    """Customers come faster every year: the draw leans towards today."""
    days = YEARS * 365 * (1 - random.random() ** 0.7)
    return now - timedelta(days=days, seconds=random.randrange(86_400))


def _place(random: Random, country: Country) -> Place:
    city, code = random.choice(country.cities)
    return Place(
        street=f"{random.choice(country.streets)} {random.randrange(1, 140)}",
        city=city,
        postal_code=code,
        country=country.code,
    )


def _number(random: Random, country: Country) -> str:
    return "".join(str(random.randrange(10)) if sign == "#" else sign for sign in country.mobile)


def _slug(text: str) -> str:
    return "".join(
        letter if letter in "abcdefghijklmnopqrstuvwxyz0123456789." else "" for letter in sort_key(text)
    ).strip(".")
