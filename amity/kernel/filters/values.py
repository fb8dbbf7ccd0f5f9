"""Values: from what is typed to the one way they are written, and from there to what the database compares."""

import re
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from amity.kernel.filters.catalogue import Catalogue, Field
from amity.kernel.filters.errors import BadValue
from amity.kernel.filters.operators import DATES, Type
from amity.kernel.filters.periods import Span, canonical_period
from amity.kernel.money import MILLION
from amity.kernel.money.currencies import exponent, is_currency
from amity.kernel.text import sort_key

LONGEST = 200
# Beyond any stored number, and inside a bigint after scaling by millionths.
_FIGURE = re.compile(r"([+-]?)(\d{1,12})(?:\.(\d{1,6}))?")
MOST_TIMES = 1_000_000
_NAME = Field(name="name", label="", type=Type.TEXT)
_YES, _NO = ("yes", "true", "1"), ("no", "false", "0")


def canonical_value(field: Field, text: str, catalogue: Catalogue) -> str:
    """The one way to write a value of a field; BadValue when it does not fit."""
    text = " ".join(text.split())
    if len(text) > LONGEST or not text.isprintable():
        raise BadValue(_("A value has at most %(most)d letters.") % {"most": LONGEST})
    if not text:
        raise BadValue(_("A value is missing. To find what is empty, write “is empty”."))
    if field.type in DATES:
        return canonical_period(text)
    if field.type == Type.NUMBER:
        return canonical_figure(text)
    if field.type == Type.MONEY:
        return canonical_amount(text, catalogue.home_currency, is_home=not field.currency)
    if field.type == Type.CHOICE:
        return _canonical_choice(field, text, catalogue)
    if field.type == Type.YES_NO:
        return _canonical_answer(text)
    if field.type == Type.RELATION:
        return _canonical_record(text)
    if not field.key_of(text):
        raise BadValue(_("“%(text)s” has no letter or digit to compare.") % {"text": text[:60]})
    return text


def canonical_name(text: str, catalogue: Catalogue) -> str:
    """A name as the detail of a behaviour."""
    return canonical_value(_NAME, text, catalogue)


def canonical_count(text: str) -> str:
    """How often something happened."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 7 and int(text) <= MOST_TIMES):
        raise BadValue(_("Write how often, as a whole number up to %(most)d.") % {"most": MOST_TIMES}, ["1", "2", "3"])
    return str(int(text))


def canonical_figure(text: str) -> str:
    """`+1.50` -> `1.5`."""
    match = _FIGURE.fullmatch(text.replace("−", "-"))
    if not match:
        raise BadValue(_("“%(text)s” is no number. Write 1234.5, without groups.") % {"text": text[:60]})
    value = Decimal(match[0])
    return f"{value.normalize():f}" if value else "0"


def canonical_amount(text: str, home: str, *, is_home: bool) -> str:
    """`500` -> `500 EUR`; an amount in the home currency takes no other."""
    figure, _space, currency = text.partition(" ")
    if len(figure) > 3 and not currency and figure[-3:].isalpha():
        figure, currency = figure[:-3], figure[-3:]
    currency = currency.strip().upper() or home
    if not is_currency(currency):
        raise BadValue(_("“%(text)s” is no currency. Write 500 EUR.") % {"text": currency[:20]})
    if is_home and currency != home:
        raise BadValue(_("This is counted in %(home)s.") % {"home": home}, [home])
    return f"{canonical_figure(figure)} {currency}"


def _canonical_choice(field: Field, text: str, catalogue: Catalogue) -> str:
    choices = field.choices_for(catalogue.seen_by)
    for choice in choices:
        if choice.value == text:
            return text
    key = sort_key(text)
    for choice in choices:
        if key in (sort_key(choice.value), sort_key(str(choice.label))):
            return choice.value
    raise BadValue(_("“%(text)s” is none of the choices.") % {"text": text[:60]}, [choice.value for choice in choices])


def _canonical_answer(text: str) -> str:
    plain = text.casefold()
    if plain in _YES or plain == _("yes").casefold():
        return "yes"
    if plain in _NO or plain == _("no").casefold():
        return "no"
    raise BadValue(_("Answer yes or no."), ["yes", "no"])


def _canonical_record(text: str) -> str:
    if not text.startswith("#"):
        if not sort_key(text):
            raise BadValue(_("“%(text)s” has no letter or digit to compare.") % {"text": text[:60]})
        return "me" if text.casefold() == "me" else text
    try:
        return f"#{UUID(text[1:])}"
    except ValueError:
        raise BadValue(_("“%(text)s” is no key of a record.") % {"text": text[:60]}) from None


def uid_of(value: str) -> UUID | None:
    """The public key a relation's value names, if it does not name a record by its words."""
    return UUID(value[1:]) if value.startswith("#") else None


def stored_bounds(value: str, scale: int) -> tuple[int, int]:
    """A figure in stored units: the largest whole number not above it, and the least not below it."""
    exact = Decimal(value) * scale
    return int(exact.to_integral_value(ROUND_FLOOR)), int(exact.to_integral_value(ROUND_CEILING))


def amount_parts(field: Field, value: str) -> tuple[str, int, str]:
    """Figure, stored units of one, and currency of a canonical amount."""
    figure, currency = value.split(" ")
    return figure, MILLION if field.scale == MILLION else 10 ** exponent(currency), currency


def moments(span: Span, catalogue: Catalogue) -> tuple[datetime | None, datetime | None]:
    """A span of days as moments: from the first on, before the second."""
    midnight = catalogue.clock.midnight
    return midnight(span.start) if span.start else None, midnight(span.end) if span.end else None
