"""Phone numbers: the fast way and the library agree."""

import random

import phonenumbers
import pytest
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

from amity.customers.contact.phones import e164


def by_the_library(typed: str) -> str:
    try:
        number = phonenumbers.parse(typed, None)
    except phonenumbers.NumberParseException:
        return ""
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def test_international_numbers_are_read_as_the_library_reads_them() -> None:
    chance = random.Random(1)
    for _turn in range(5000):
        code = chance.choice(list(COUNTRY_CODE_TO_REGION_CODE))
        typed = f"+{code}" + "".join(chance.choice("0123456789 ") for _digit in range(chance.randint(4, 12)))
        assert e164(typed) == by_the_library(typed), typed


@pytest.mark.parametrize(
    ("typed", "region", "stored"),
    [
        ("+49 (0)30 1234567", "", "+49301234567"),
        ("030 1234567", "DE", "+49301234567"),
        ("030 1234567", "", ""),
        ("call me", "DE", ""),
    ],
)
def test_what_is_typed_is_read_without_guessing(typed: str, region: str, stored: str) -> None:
    assert e164(typed, region) == stored
