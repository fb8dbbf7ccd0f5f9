"""Numbers, money and days as people write them, in the language of the moment and as whoever looks has chosen.

Django's own formatting asks for the locale on every call; a list of 50 rows asks two hundred times, so the separators
are kept by language and choice.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from amity.kernel.conventions import NO_BREAK, conventions, separators_of, written_day
from amity.kernel.money import MILLION
from amity.kernel.money.currencies import exponent

MINUS = "−"
_SYMBOLS = {
    "EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CNY": "CN¥", "INR": "₹", "KRW": "₩", "BRL": "R$", "AUD": "A$",
    "CAD": "CA$", "NZD": "NZ$", "MXN": "MX$", "ILS": "₪", "VND": "₫", "NGN": "₦", "UAH": "₴", "TRY": "₺", "PHP": "₱",
}  # fmt: skip
# Where the sign stands before the figure; elsewhere it follows after a space.
_SIGN_FIRST = {"en": "", "ja": "", "zh": "", "ko": "", "th": "", "he": "", "nl": NO_BREAK, "pt-br": NO_BREAK}


@dataclass(frozen=True, slots=True)
class _Locale:
    point: str
    group: str
    sign_first: str | None


@lru_cache(maxsize=64)
def _locale(language: str, numbers: str) -> _Locale:
    point, group = separators_of(numbers, language)
    sign_first = _SIGN_FIRST.get(language, _SIGN_FIRST.get(language.partition("-")[0]))
    return _Locale(point, group, sign_first)


def _here() -> _Locale:
    return _locale(get_language() or "en", conventions().numbers)


def number(value: int | float, decimals: int = 0) -> str:
    """`value` with the locale's separators and a true minus: 12,345 or 12.345,00."""
    here = _here()
    text = f"{abs(value):,.{decimals}f}"
    if here.group != "," or here.point != ".":
        text = text.replace(",", "\0").replace(".", here.point).replace("\0", here.group)
    return MINUS + text if value < 0 and text.strip("0.,") else text


def money(minor: int, currency: str) -> str:
    """An amount in minor units with its currency: €2,340.50, 2.340,50 €, ¥1,200."""
    here, digits = _here(), exponent(currency)
    whole, part = divmod(abs(minor), 10**digits)
    figure = f"{whole:,}"
    if here.group != ",":
        figure = figure.replace(",", here.group)
    if digits:
        figure = f"{figure}{here.point}{part:0{digits}}"
    sign = _SYMBOLS.get(currency, currency)
    minus = MINUS if minor < 0 else ""
    if here.sign_first is None:
        return f"{minus}{figure}{NO_BREAK}{sign}"
    gap = here.sign_first or ("" if currency in _SYMBOLS else NO_BREAK)
    return f"{minus}{sign}{gap}{figure}"


def price(millionths: int, currency: str) -> str:
    """A unit price with its currency, and with more decimals than the currency has where it needs them."""
    if not currency:
        return quantity(millionths)
    per_minor = MILLION // 10 ** exponent(currency)
    if millionths % per_minor:
        return f"{quantity(millionths)}{NO_BREAK}{currency}"
    return money(millionths // per_minor, currency)


def quantity(millionths: int) -> str:
    """A quantity without needless decimals: 12000000 -> 12, 1250000 -> 1.25."""
    decimals = len(f"{abs(millionths) % MILLION:06}".rstrip("0"))
    return number(millionths / MILLION, decimals)


def share(part: float, decimals: int = 0) -> str:
    """A share of one as a percentage: 0.38 -> 38 %."""
    return f"{number(part * 100, decimals)}{NO_BREAK}%"


def size(octets: int) -> str:
    """A file's size: 340 KB, 2.1 MB."""
    if octets < 1_000_000:
        return f"{number(max(1, round(octets / 1000)))}{NO_BREAK}KB"
    return f"{number(octets / 1_000_000, 1)}{NO_BREAK}MB"


def day(value: date, today: date) -> str:
    """A day as people say it: today, yesterday, 6 days ago, 14 Sept, 14 Sept 2023 (or 2023-09-14)."""
    return _day(value, today, get_language() or "en", conventions().days)


# Django's date_format costs 40 µs; a list shows the same few hundred days again and again.
@lru_cache(maxsize=4096)
def _day(value: date, today: date, _language: str, days: str) -> str:
    distance = (today - value).days
    if distance == 0:
        return gettext("today")
    if distance == 1:
        return gettext("yesterday")
    if 1 < distance < 7:
        return ngettext("%(days)s day ago", "%(days)s days ago", distance) % {"days": distance}
    if distance == -1:
        return gettext("tomorrow")
    if days:
        return written_day(value, days)
    return date_format(value, "j M" if value.year == today.year else "j M Y")


def day_heading(value: date, today: date) -> str:
    """A day over a part of a history: Today, Yesterday, Tuesday 17 November, 3 March 2023."""
    distance = (today - value).days
    if distance == 0:
        return gettext("Today")
    if distance == 1:
        return gettext("Yesterday")
    if days := conventions().days:
        return f"{date_format(value, 'l')} {written_day(value, days)}"
    return date_format(value, "l j F" if value.year == today.year else "j F Y")


def clock(moment: datetime) -> str:
    """The time of day in the viewer's zone: 14:05."""
    return f"{timezone.localtime(moment):%H:%M}"


def in_full(moment: datetime) -> str:
    """Day, year, time and zone, for titles: 22 November 2026, 14:05 CET."""
    local = timezone.localtime(moment)
    days = conventions().days
    day_words = written_day(local, days) if days else date_format(local, "j F Y")
    return f"{day_words}, {local:%H:%M %Z}"


def in_figures(value: date) -> str:
    """A day that is always a day: 2026-11-22, or in the order somebody has chosen."""
    return written_day(value, conventions().days or "YYYY-MM-DD")


def stamp(local: datetime) -> str:
    """Day and time in figures: 2026-11-22 14:05, or in the order somebody has chosen."""
    return f"{in_figures(local)} {local:%H:%M}"


def length(duration: timedelta) -> str:
    """How long something took or will take: 40 s, 12 min, 3 h 5 min."""
    seconds = round(duration.total_seconds())
    if seconds < 60:
        return gettext("%(seconds)s s") % {"seconds": seconds}
    if seconds < 3600:
        return gettext("%(minutes)s min") % {"minutes": round(seconds / 60)}
    return gettext("%(hours)s h %(minutes)s min") % {"hours": seconds // 3600, "minutes": seconds % 3600 // 60}
