"""Values that many routes take or give: moments, amounts, ids of records."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from amity.kernel.commands import Invalid
from amity.kernel.money import LARGEST_MILLIONTHS, LARGEST_MINOR
from amity.kernel.money.currencies import exponent, is_currency


def _within(value: datetime) -> datetime:
    # Written so that the comparison needs no conversion, which overflows at both ends of time.
    if not 1900 < value.year < 2200:
        raise ValueError("between 1901 and 2199")
    return value


Moment = Annotated[
    AwareDatetime, AfterValidator(_within), Field(description="RFC 3339 with a zone: 2026-11-22T19:34:29Z")
]


class Taken(BaseModel):
    """The base of what routes take: what is no field is refused, so that a slip of the pen does not go unnoticed."""

    model_config = ConfigDict(extra="forbid")


class RefIn(BaseModel):
    """A record by its id, as answers give it; what else they say of it is passed over."""

    id: UUID


Reference = Annotated[UUID | RefIn, Field(description="The id of a record, or the object that answers give for it.")]


class Ref(BaseModel):
    """A record that is named."""

    id: UUID
    kind: str
    name: str


class Holder(BaseModel):
    """A colleague or a team that a record belongs to."""

    id: UUID
    name: str


class Money(BaseModel):
    """An amount in its currency, exact."""

    amount: str = Field(pattern=r"^-?\d{1,15}(\.\d{1,6})?$", examples=["12.50"])
    currency: str = Field(pattern=r"^[A-Z]{3}$", examples=["EUR"])


class MoneyIn(Money):
    model_config = ConfigDict(extra="forbid")


Figure = Annotated[str, Field(pattern=r"^-?\d{1,9}(\.\d{1,6})?$", examples=["1.5"])]


def uid_in(reference: Any) -> UUID:
    """The id a reference means."""
    return reference.id if isinstance(reference, RefIn) else reference


def minor_in(money: Money, field: str) -> int:
    """An amount in minor units; Invalid for more decimals than its currency has."""
    digits = _digits(money, field)
    value = Decimal(money.amount).scaleb(digits)
    if value != value.to_integral_value():
        words = {"currency": money.currency, "digits": digits}
        raise Invalid("money.too_fine", _("%(currency)s has %(digits)d decimals, not more.") % words, field)
    return _bounded(int(value), LARGEST_MINOR, field)


def price_in(money: Money, field: str) -> int:
    """A price in millionths."""
    _digits(money, field)
    return millionths_in(money.amount, field)


def millionths_in(figure: str, field: str) -> int:
    """A figure in millionths."""
    return _bounded(int(Decimal(figure).scaleb(6)), LARGEST_MILLIONTHS, field)


def money_out(minor: int, currency: str) -> dict[str, str]:
    """Minor units as JSON."""
    digits = exponent(currency)
    return {"amount": _written(minor, digits, digits), "currency": currency}


def price_out(millionths: int, currency: str) -> dict[str, str]:
    """Millionths as JSON, with at least the decimals of the currency."""
    return {"amount": _written(millionths, 6, exponent(currency)), "currency": currency}


def figure_out(millionths: int) -> str:
    """Millionths as a figure without trailing zeros."""
    return _written(millionths, 6, 0)


def _digits(money: Money, field: str) -> int:
    if not is_currency(money.currency):
        words = {"code": money.currency}
        raise Invalid("money.currency", _("%(code)s is no currency of ISO 4217.") % words, field)
    return exponent(money.currency)


def _bounded(value: int, most: int, field: str) -> int:
    if abs(value) > most:
        raise Invalid("money.too_large", _("This figure is too large to count with."), field)
    return value


def _written(value: int, scale: int, least: int) -> str:
    """`value` / 10**scale with at least so many decimals: (1250000, 6, 2) -> 1.25."""
    sign, digits = ("-" if value < 0 else ""), str(abs(value)).rjust(scale + 1, "0")
    whole, decimals = (digits[:-scale], digits[-scale:]) if scale else (digits, "")
    decimals = decimals.rstrip("0").ljust(least, "0")
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"
