"""Phone numbers: E.164 beside what was typed."""

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

_INTERNATIONAL = re.compile(r"\+[1-9][0-9]{6,14}")
_NOT_DIGITS = str.maketrans("", "", " -./\u00a0")


@lru_cache(maxsize=16_384)
def e164(typed: str, region: str = "") -> str:
    """The number in E.164 (`+4915155500172`); '' where it cannot be read without guessing.

    `region` (ISO 3166 alpha-2) is where a number without country code is from.
    """
    plain = typed.translate(_NOT_DIGITS)
    if _INTERNATIONAL.fullmatch(plain) and _is_complete(plain):
        return plain
    try:
        number = phonenumbers.parse(typed, region or None)
    except phonenumbers.NumberParseException:
        return ""
    # A local number without its area code is none that can be dialled from elsewhere.
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def dialled_digits(typed: str) -> str:
    """The digits of a number as typed: what one is found by that could not be read."""
    return "".join(digit for digit in typed if digit in "0123456789")


def _is_complete(plain: str) -> bool:
    """Whether a number that starts with + is certainly E.164 already; the library takes 20 times as long to say so."""
    for length in (1, 2, 3):
        found = _shape(plain[1 : 1 + length])
        if found is not None:
            lengths, prefix = found
            national = plain[1 + length :]
            return national[0] != "0" and len(national) in lengths and not (prefix and prefix.match(national))
    return False


@lru_cache(maxsize=1024)
def _shape(country_code: str) -> tuple[frozenset[int], re.Pattern[str] | None] | None:
    """Lengths of a country's numbers and what may stand before them; None for digits that are no country's code."""
    regions = COUNTRY_CODE_TO_REGION_CODE.get(int(country_code))
    if not regions:
        return None
    metadata = PhoneMetadata.metadata_for_region_or_calling_code(int(country_code), regions[0])
    if metadata is None or metadata.general_desc is None:
        return None
    prefix = metadata.national_prefix_for_parsing
    return frozenset(metadata.general_desc.possible_length), re.compile(prefix) if prefix else None


def phone_word(text: str, region: str) -> str:
    """A number as it is stored, or the digits of a piece of one: what phones are searched by."""
    number = e164(text, region)
    digits = "".join(letter for letter in text if letter.isdecimal() and letter.isascii())
    return number or (f"+{digits}" if digits and text.startswith("+") else digits.lstrip("0"))
