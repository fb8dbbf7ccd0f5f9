"""Whose order it is: people and companies that rows of orders name by number, e-mail or name."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from amity.customers.companies.importing import EmployerFinder
from amity.customers.companies.queries import visible_company_ids
from amity.customers.contact.emails import email_key
from amity.customers.contact.places import Place
from amity.customers.people.commands import create_people
from amity.customers.people.drafts import EmailDraft, PersonDraft
from amity.customers.people.queries import people_by_email, people_by_name, visible_people_ids
from amity.kernel.commands import Invalid
from amity.kernel.text import sort_key
from amity.records.imports.interface import Given, Plan, Setup
from amity.records.imports.owners import OwnerFinder
from amity.records.kinds.external_ids import records_by_external_id
from amity.records.kinds.living import trashed_among
from amity.records.kinds.models import ExternalId
from amity.records.kinds.numbers import COMPANY, PERSON

MOST_REMEMBERED = 20_000
Customer = tuple[int | None, int | None]
"""Person and company."""


def are_customers_made(mapped: frozenset[str], source: str) -> bool:
    """Whether unknown customers become people where nobody said: not for mere numbers of a source we know people of."""
    if mapped & {"customer_name", "customer_email"}:
        return True
    if "customer_id" not in mapped or mapped & {"company_id", "company"}:
        return False
    return not ExternalId.objects.filter(source=source, record_kind__in=(PERSON, COMPANY)).exists()


class CustomerFinder:
    """Customers of one file's orders, remembered within bounds."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._makes = bool(setup.options.get("create_customers", False))
        self._companies = EmployerFinder(setup)
        self._owners = OwnerFinder(setup, PERSON)
        self._people: dict[str, int | None] = {}
        self._as_company: dict[str, int] = {}
        self._several: set[str] = set()
        self._trashed: set[str] = set()

    def look_up(self, rows: list[Given]) -> None:
        """Find the customers of these rows, with a few queries for those not seen before."""
        if len(self._people) > MOST_REMEMBERED:
            self._people.clear()
            self._as_company.clear()
        self._companies.look_up([row.values for row in rows])
        keys = {key for row in rows if (key := _key_of(row.values))} - self._people.keys() - self._as_company.keys()
        self._find_numbers([key[3:] for key in keys if key.startswith("id ")])
        mails = {key[5:] for key in keys if key.startswith("mail ")}
        names = {key[5:] for key in keys if key.startswith("name ")}
        if mails:
            self._keep_single("mail", people_by_email(mails, seen_by=self._setup.by))
        if names:
            self._keep_single("name", people_by_name(names, seen_by=self._setup.by))

    def customer_of(self, row: Mapping[str, Any]) -> Customer:
        """Person and company of a row, as far as they are there."""
        key = _key_of(row)
        company = self._companies.company_of(row) or self._as_company.get(key)
        return self._people.get(key), company

    def warn(self, row: Given) -> None:
        """Say in the report which customer of a row was not found."""
        key = _key_of(row.values)
        if key and key in self._several:
            cause = _("Several people are called this, so the order has no person.")
            row.warnings.append(self._setup.problem(_field_of(key), cause, _("Choose the person on the order.")))
        elif key in self._trashed:
            cause = _("The customer with the number “%s” is in the trash, so the order lacks them.") % key[3:]
            fix = _("Restore them on the page of the trash, then import this row again.")
            row.warnings.append(self._setup.problem(_field_of(key), cause, fix))
        elif key and not self._makes and self._people.get(key) is None and key not in self._as_company:
            cause = _("No customer has the number or address “%s”, so the order lacks them.") % key.partition(" ")[2]
            fix = _("Import the customers from the same source, then this row again.")
            row.warnings.append(self._setup.problem(_field_of(key), cause, fix))

    def make_missing(self, plans: list[Plan]) -> None:
        """Make the people and companies that these rows name and nobody has."""
        self._companies.make_missing(plans)
        if not self._makes:
            return
        drafts: dict[str, PersonDraft] = {}
        for plan in plans:
            row = plan.given
            key = _key_of(row.values)
            if (
                not key
                or key in self._several | self._trashed
                or key in self._as_company
                or self._people.get(key) is not None
            ):
                continue
            if key not in drafts:
                drafts[key] = self._draft(row)
        if drafts:
            result = create_people(list(drafts.values()), by=self._setup.by)
            self._people.update(dict(zip(drafts, result.ids, strict=True)))

    def _find_numbers(self, numbers: list[str]) -> None:
        if not numbers:
            return
        by, source = self._setup.by, self._setup.source
        people = records_by_external_id(PERSON, source, numbers)
        seen = visible_people_ids(people.values(), seen_by=by) if people else set()
        self._people.update({f"id {number}": person for number, person in people.items() if person in seen})
        others = [number for number in numbers if number not in people]
        companies = records_by_external_id(COMPANY, source, others)
        known = visible_company_ids(companies.values(), seen_by=by) if companies else set()
        self._as_company.update({f"id {number}": company for number, company in companies.items() if company in known})
        self._remember_trashed(PERSON, people, seen)
        self._remember_trashed(COMPANY, companies, known)

    def _remember_trashed(self, kind: int, found: Mapping[str, int], seen: set[int]) -> None:
        trashed = trashed_among(kind, set(found.values()) - seen)
        self._trashed.update(f"id {number}" for number, record_id in found.items() if record_id in trashed)

    def _keep_single(self, kind: str, found: Mapping[str, list[int]]) -> None:
        for text, ids in found.items():
            if len(ids) == 1:
                self._people[f"{kind} {text}"] = ids[0]
            else:
                self._several.add(f"{kind} {text}")

    def _draft(self, row: Given) -> PersonDraft:
        values = row.values
        get = values.get
        place = Place(get("street", ""), get("city", ""), get("region", ""), get("postal_code", ""), get("country", ""))
        draft = PersonDraft(
            full_name=get("customer_name", ""),
            emails=[EmailDraft(values["customer_email"])] if "customer_email" in values else (),
            addresses=[place] if place else (),
            owner_id=self._owners.owner_of(row),
            occurred_at=get("ordered_at"),
        )
        if "customer_id" in values:
            draft.external_ids = [(self._setup.source, values["customer_id"])]
        return draft


def read_email(rows: Iterable[Given], setup: Setup) -> None:
    """Bring customers' e-mail addresses into the form they are matched by; a wrong one is left out with a warning."""
    for row in rows:
        typed = row.values.get("customer_email")
        if typed:
            try:
                row.values["customer_key"] = email_key(typed)
            except Invalid as invalid:
                del row.values["customer_email"]
                row.warnings.append(setup.problem("customer_email", invalid.message, ""))


def _key_of(row: Mapping[str, Any]) -> str:
    if "customer_id" in row:
        return f"id {row['customer_id']}"
    if "customer_key" in row:
        return f"mail {row['customer_key']}"
    name = row.get("customer_name")
    return f"name {sort_key(name)}" if name else ""


def _field_of(key: str) -> str:
    return {"id": "customer_id", "mail": "customer_email", "name": "customer_name"}[key.partition(" ")[0]]
