"""Write the e-mails, phones, addresses and companies of people: the first of each is the primary one."""

from collections.abc import Mapping

from amity.customers.people.models import Employment, PersonAddress, PersonEmail, PersonPhone
from amity.customers.people.normalised import PersonValues
from amity.kernel.bulk import insert_rows

SATELLITES = {"emails": PersonEmail, "phones": PersonPhone, "addresses": PersonAddress, "companies": Employment}


def insert_satellites(people: Mapping[int, PersonValues], only: frozenset[str] = frozenset(SATELLITES)) -> None:
    """Insert the rows around people by person id; `only` names the kinds to write."""
    if "emails" in only:
        insert_rows(
            PersonEmail,
            ("person_id", "address", "address_key", "label", "is_primary"),
            [
                (person_id, address, key, label, place == 0)
                for person_id, values in people.items()
                for place, (address, key, label) in enumerate(values.emails)
            ],
        )
    if "phones" in only:
        insert_rows(
            PersonPhone,
            ("person_id", "typed", "e164", "label", "is_primary"),
            [
                (person_id, typed, number, label, place == 0)
                for person_id, values in people.items()
                for place, (typed, number, label) in enumerate(values.phones)
            ],
        )
    if "addresses" in only:
        insert_rows(
            PersonAddress,
            ("person_id", "street", "city", "region", "postal_code", "country", "label", "is_primary"),
            [
                (person_id, at.street, at.city, at.region, at.postal_code, at.country, at.label, place == 0)
                for person_id, values in people.items()
                for place, at in enumerate(values.addresses)
            ],
        )
    if "companies" in only:
        insert_rows(
            Employment,
            ("person_id", "company_id", "role", "is_primary"),
            [
                (person_id, company_id, role, place == 0)
                for person_id, values in people.items()
                for place, (company_id, role) in enumerate(values.companies)
            ],
        )
