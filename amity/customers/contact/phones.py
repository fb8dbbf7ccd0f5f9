"""Phone numbers: E.164 beside what was typed."""

from functools import lru_cache

import phonenumbers


@lru_cache(maxsize=65_536)
def e164(typed: str, region: str = "") -> str:
    """The number in E.164 (`+4915155500172`); '' where it cannot be read without guessing.

    `region` (ISO 3166 alpha-2) is where a number without country code is from.
    """
    try:
        number = phonenumbers.parse(typed, region or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
