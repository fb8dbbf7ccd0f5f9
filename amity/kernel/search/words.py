"""What was typed, as words to look for."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

from amity.kernel.text import sort_key

LONGEST_TEXT = 200
MOST_WORDS = 8
LONGEST_WORD = 40
FEWEST_DIALLED = 5

_DIALLED = re.compile(r"\+?[\d\s().\-/\u2010-\u2015]+")
_WORD_CATEGORIES = frozenset("LNM")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand what was typed: every term must be found, a term by the beginning of any of its words.

    `key` is what was typed in the form that names are compared in. `is_alike`: the words are not those typed.
    """

    key: str
    terms: tuple[tuple[str, ...], ...]
    is_alike: bool = False
    is_number: bool = False


def split_words(text: str) -> list[str]:
    """The words of `text` as the index holds them: folded, apart at everything that is no letter, mark or digit."""
    key = sort_key(text[:LONGEST_TEXT], length=LONGEST_TEXT)
    return "".join(letter if _is_part(letter) else " " for letter in key).split()


def readings(text: str, *, home_code: str = "") -> list[Reading]:
    """The ways to read `text`, best first; none where it holds no letter and no digit.

    What looks like a telephone number is one, however it is grouped; it may still be something else with digits.
    `home_code` (`49`) is the country code of numbers dialled without one.
    """
    text = text.strip()[:LONGEST_TEXT]
    words = tuple(dict.fromkeys(word[:LONGEST_WORD] for word in split_words(text)))[:MOST_WORDS]
    if not words:
        return []
    key = sort_key(text)
    found = [Reading(key, tuple((word,) for word in words))]
    if number := _dialled(text, (home_code,) if home_code else ()):
        found.insert(0, Reading(key, (number,), is_number=True))
    return found


def read_abroad(text: str) -> Reading | None:
    """A number dialled without a country's code, read with each there is; None for what is no such number."""
    text = text.strip()[:LONGEST_TEXT]
    number = _dialled(text, _codes())
    return Reading(sort_key(text), (number,), is_number=True) if len(number) > len(_codes()) else None


def _dialled(text: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    """What a number may begin with in its international form without `+`, as typed first; () for no number."""
    plain = text.replace("\u00a0", " ")
    digits = "".join(digit for digit in plain if digit in "0123456789")
    if not _DIALLED.fullmatch(plain) or not FEWEST_DIALLED <= len(digits) <= LONGEST_WORD:
        return ()
    if plain.startswith("+"):
        return (digits,)
    if digits.startswith("00"):
        return (digits[2:], digits) if digits[2:] else ()
    # Some countries keep the zero before a national number (Italy).
    without_zero = digits.removeprefix("0")
    national = (code + number for code in codes for number in (without_zero, digits))
    return tuple(dict.fromkeys((digits, without_zero, *national)))


@lru_cache(maxsize=1)
def _codes() -> tuple[str, ...]:
    return tuple(sorted(str(code) for code in COUNTRY_CODE_TO_REGION_CODE))


@lru_cache(maxsize=4096)
def _is_part(letter: str) -> bool:
    return unicodedata.category(letter)[0] in _WORD_CATEGORIES
