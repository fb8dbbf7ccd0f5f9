"""A million people with their companies, orders and facts, written by statements of sets: minutes, where commands take
the better part of an hour.

Everything follows from the number of a row, so that a crowd of a size is always the same.
"""

import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import Max, Model
from django.utils import timezone

from amity.config.bench.seed import CITIES, FAMILY, GIVEN
from amity.customers.catalogue.commands import create_products
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.companies.models import Company, CompanyDomain
from amity.customers.orders.models import Order, OrderLine
from amity.customers.orders.totals import rebuild_totals
from amity.customers.people.models import Employment, Person, PersonAddress, PersonEmail, PersonPhone
from amity.kernel.commands import Actor
from amity.kernel.facts.models import FactAbout, Occurrence, StoredFact
from amity.kernel.facts.readers import readers, start_at_the_end
from amity.kernel.money import MILLION
from amity.kernel.text import sort_key
from amity.records.kinds.numbers import PERSON

YEARS = 3
SPAN = YEARS * 365 * 24 * 3600
PRODUCTS = 60
SHUFFLE = 7_919  # a prime that no round number of people has as a factor
# What the facts of a crowd are, by the last digit of their number: group, kind of fact, what it is counted as.
FACTS = {
    0: (0, "person.created", 0), 1: (4, "order.placed", 0), 2: (4, "order.placed", 0), 3: (4, "order.placed", 0),
    4: (0, "record.changed", 0), 5: (1, "note.written", 1), 6: (1, "note.written", 1), 7: (1, "note.written", 1),
    8: (2, "call.logged", 2), 9: (3, "meeting.logged", 3),
}  # fmt: skip


def fill_crowd(*, people: int, companies: int, orders: int, facts: int, say: Callable[[str], None]) -> None:
    """Fill an empty house; one that has people is left as it is."""
    if Person.objects.exists():
        return
    by, started = Actor.system(), time.monotonic()
    if not _is_postgres():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size=-500000")
    products = create_products(
        [
            ProductDraft(name=f"Product {i}", code=f"P{i}", currency="EUR", unit_price=i * MILLION)
            for i in range(1, PRODUCTS + 1)
        ],
        by=by,
    ).written
    _name_words()
    steps: dict[str, Callable[[], None]] = {
        "companies": partial(_companies, companies),
        "people": partial(_people, people, companies),
        "orders": partial(_orders, orders, people, min(products)),
        "facts": partial(_facts, facts, people),
        "totals": rebuild_totals,
    }
    for what, fill in steps.items():
        fill()
        say(f"  {what}: {time.monotonic() - started:.0f} s")
    _settle()
    for reader in readers():
        start_at_the_end(reader)


def _name_words() -> None:
    """Names and cities as a table to join."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE name_words (n integer PRIMARY KEY, given text, given_key text, family text, "
            "family_key text, city text, city_key text, country text)"
        )
        rows = []
        for n in range(len(GIVEN) * len(FAMILY)):
            given, family, (city, country) = GIVEN[n % len(GIVEN)], FAMILY[n // len(GIVEN)], CITIES[n % len(CITIES)]
            rows.append((n, given, sort_key(given), family, sort_key(family), city, sort_key(city), country))
        cursor.executemany("INSERT INTO name_words VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", rows)


def _companies(count: int) -> None:
    name = "w.family || ' ' || i"
    key = "w.family_key || ' ' || i"
    _fill(
        Company,
        {
            "id": "i", "uid": _uid(), "version": "1", "name": name, "name_key": key, "search_text": key,
            "created_at": _ago(f"{_mixed(3, SPAN)}"), "updated_at": _ago(f"{_mixed(3, SPAN)}"), "industry": "'Retail'",
            "industry_key": "'retail'", "city": "w.city", "city_key": "w.city_key", "country": "w.country",
            "country_key": "lower(w.country)",
        },
        f"{_series(count)} JOIN name_words w ON w.n = {_mixed(1, len(GIVEN) * len(FAMILY))}",
    )  # fmt: skip
    _fill(
        CompanyDomain,
        {"id": "i", "company_id": "i", "domain": "'firm' || i || '.example'"},
        _series(count),
    )


def _people(count: int, companies: int) -> None:
    source = f"{_series(count)} JOIN name_words w ON w.n = {_mixed(1, len(GIVEN) * len(FAMILY))}"
    number = f"'-' || {_mixed(2, 9_999)}"
    _fill(
        Person,
        {
            "id": "i", "uid": _uid(), "version": "1", "name": f"w.given || ' ' || w.family || {number}",
            "name_key": f"w.given_key || ' ' || w.family_key || {number}", "given_name": "w.given",
            "given_key": "w.given_key", "family_name": f"w.family || {number}",
            "family_key": f"w.family_key || {number}", "search_text": f"w.given_key || ' ' || w.family_key || {number}",
            "created_at": _ago(f"{_mixed(3, SPAN)}"), "updated_at": _ago(f"{_mixed(3, SPAN)}"),
            "stage": f"CASE {_mixed(4, 9)} WHEN 0 THEN 'lead' WHEN 1 THEN 'former' WHEN 2 THEN '' ELSE 'customer' END",
        },
        source,
    )  # fmt: skip
    _fill(
        PersonEmail,
        {
            "id": "i", "person_id": "i", "address": "'person' || i || '@example.org'",
            "address_key": "'person' || i || '@example.org'", "is_primary": _true(),
        },
        f"{_series(count)} WHERE i % 10 <> 0",
    )  # fmt: skip
    _fill(
        PersonAddress,
        {
            "id": "i", "person_id": "i", "city": "w.city", "city_key": "w.city_key", "country": "w.country",
            "country_key": "lower(w.country)", "is_primary": _true(),
        },
        source,
    )  # fmt: skip
    phone = "'+4915155' || substr(CAST(1000000 + i % 1000000 AS text), 2)"
    _fill(
        PersonPhone,
        {"id": "i", "person_id": "i", "typed": phone, "e164": phone, "is_primary": _true()},
        _series(count),
    )
    _fill(
        Employment,
        {
            "id": "i", "person_id": "i", "company_id": f"1 + i % {companies}", "role": "'Buyer'", "role_key": "'buyer'",
            "is_primary": _true(),
        },
        f"{_series(count)} WHERE i % 3 = 0",
    )  # fmt: skip


def _orders(count: int, people: int, first_product: int) -> None:
    # Some buy much more often than others; who they are has nothing to do with when they came.
    place = f"({_mixed(5, 1_000_000)} * {_mixed(5, 1_000_000)} / 1000000 * {people} / 1000000)"
    person = f"1 + ({place} * {SHUFFLE} % {people})"
    amount, at = f"{_mixed(7, 20_000)} + 1000", _ago(_mixed(6, SPAN))
    _fill(
        Order,
        {
            "id": "i", "uid": _uid(), "version": "1", "number": "'R' || i", "name_key": "'r' || i",
            "person_id": person, "ordered_at": at, "created_at": at, "updated_at": at, "currency": "'EUR'",
            "status": "CASE i % 30 WHEN 0 THEN 'cancelled' WHEN 1 THEN 'draft' ELSE 'completed' END", "net": amount,
            "total": amount, "net_home": amount, "line_count": "1",
            "is_refund": f"CASE WHEN i % 50 = 2 THEN {_true()} ELSE NOT {_true()} END",
        },
        _series(count),
    )  # fmt: skip
    _fill(
        OrderLine,
        {
            "id": "i", "order_id": "i", "position": "1", "product_id": f"{first_product} + {_mixed(8, PRODUCTS)}",
            "quantity": f"{MILLION}", "unit_price": f"{MILLION}", "net": f"{MILLION}",
        },
        _series(count),
    )  # fmt: skip


def _facts(count: int, people: int) -> None:
    person, at = f"(1 + {_mixed(9, people)})", _ago(f"{SPAN} - i * {SPAN} / {count}")
    fact_id = f"i + {StoredFact.objects.aggregate(last=Max('id'))['last'] or 0}"

    def chosen(place: int) -> str:
        cases = " ".join(f"WHEN {digit} THEN {_literal(row[place])}" for digit, row in FACTS.items())
        return f"CASE i % 10 {cases} END"

    _fill(
        StoredFact,
        {
            "id": fact_id, "kind": chosen(1), "version": "1", "origin": "'demo'", "depth": "0", "occurred_at": at,
            "recorded_at": at, "about": _json(f"'[[{PERSON},' || {person} || ']]'"),
            "data": _json("'{\"note_id\":' || i || ',\"activity_id\":' || i || '}'"),
        },
        _series(count),
    )  # fmt: skip
    _fill(
        FactAbout,
        {
            "record_kind": f"{PERSON}",
            "record_id": person,
            "occurred_at": at,
            "fact_id": fact_id,
            "group_number": chosen(0),
        },
        f"{_series(count)} ORDER BY 2, 3",
    )
    _fill(
        Occurrence,
        {
            "kind": chosen(2), "record_kind": f"{PERSON}", "record_id": person, "occurred_at": at, "subject_id": "i",
        },
        f"{_series(count)} WHERE i % 10 > 4 ORDER BY 1, 3, 4",
    )  # fmt: skip


def _fill(model: type[Model], expressions: Mapping[str, str], source: str) -> None:
    """INSERT … SELECT; columns that are not named get what their field has by default."""
    table = model._meta.db_table
    names: list[str] = []
    selected: list[str] = []
    parameters: list[Any] = []
    for field in model._meta.concrete_fields:
        if not field.column:
            continue
        names.append(connection.ops.quote_name(field.column))
        if field.attname in expressions:
            selected.append(expressions[field.attname].replace("%", "%%"))
        else:
            selected.append(f"CAST(%s AS {field.cast_db_type(connection)})")
            parameters.append(field.get_db_prep_save(field.get_default(), connection))
    rows = f"SELECT {', '.join(selected)} FROM {source.replace('%', '%%')}"  # noqa: S608 - names and numbers of our own
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({', '.join(names)}) {rows}", parameters)
        if _is_postgres() and "id" in expressions:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT max(id) FROM {table}))",  # noqa: S608
                [table],
            )


def _is_postgres() -> bool:
    return connection.vendor == "postgresql"


def _series(count: int) -> str:
    if _is_postgres():
        return f"generate_series(1::bigint, {count}) AS series(i)"
    return (
        f"(WITH RECURSIVE series(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM series WHERE i < {count}) "  # noqa: S608
        "SELECT i FROM series) AS series"
    )


def _mixed(salt: int, below: int) -> str:
    """A number that looks like chance, the same on both databases."""
    return f"(((i * 1103515245 + {salt} * 48271) % 2147483647) * {salt + 7} % 2147483629 % {below})"


def _ago(seconds: str) -> str:
    """That many seconds before this hour began."""
    base = timezone.now().replace(minute=0, second=0, microsecond=0)
    if _is_postgres():
        return f"(to_timestamp({int(base.timestamp())} - ({seconds})))"
    return f"datetime({int(base.timestamp())} - ({seconds}), 'unixepoch')"


def _uid() -> str:
    """Rising, as ours are: keys that fall anywhere in their index take most of the time."""
    return "lpad(to_hex(i), 32, '0')::uuid" if _is_postgres() else "printf('%032x', i)"


def _json(text: str) -> str:
    return f"({text})::jsonb" if _is_postgres() else text


def _true() -> str:
    return "true" if _is_postgres() else "1"


def _literal(value: Any) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value)


def _settle() -> None:
    """What autovacuum does in a house that grew slowly: counts, and which pages an index may answer alone."""
    # SQLite is left without statistics, as every house of ours is.
    if _is_postgres():
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
