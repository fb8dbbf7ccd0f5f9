"""A file of people as a business has it, of any length; the same for the same numbers."""

import csv
from pathlib import Path
from random import Random

from amity.config.bench.seed import CITIES, FAMILY, GIVEN

HEADER = (
    "Customer no",
    "First name",
    "Last name",
    "E-mail",
    "Phone",
    "Company",
    "Job title",
    "City",
    "Country",
    "Tags",
)
ROLES = ("Buyer", "Head of purchasing", "Accountant", "Owner", "")
TAGS = ("", "", "VIP", "newsletter", "newsletter; trade fair")
PREFIXES = {"DE": "+49 1515", "FR": "+33 6 1", "GB": "+44 7911", "IT": "+39 347", "PL": "+48 501"}


def write_people_file(path: Path, rows: int, *, stamp: str) -> None:
    """Write `rows` people, five to a company; `stamp` sets their numbers and addresses apart from other files'."""
    random = Random(2)  # noqa: S311 - reproducible, no secret
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(rows):
            given, family = random.choice(GIVEN), f"{random.choice(FAMILY)}-{random.randrange(9_999)}"
            city, country = random.choice(CITIES)
            company = f"Firm {random.randrange(rows // 5 or 1)} of {stamp}"
            writer.writerow((
                f"{stamp}-{number}", given, family, f"{stamp}.{number}@mail{number % 97}.example",
                f"{PREFIXES[country]}{random.randrange(10**6):06d}", company,
                random.choice(ROLES), city, country, random.choice(TAGS),
            ))  # fmt: skip
