"""Dates and times as people write them, each way named by an example such as "d.m.yyyy"."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache

from django.utils.translation import gettext as _

from amity.records.imports.reading.errors import CellError

ISO = "yyyy-mm-dd"
EXCEL = "excel"
_MONTHS = (
    "jan january januar jänner janvier janv enero ene",
    "feb february februar février fevrier févr fev febrero",
    "mar march märz marz mrz mars marzo mär maerz",
    "apr april avril avr abril abr",
    "may mai mayo",
    "jun june juni juin junio",
    "jul july juli juillet juil julio",
    "aug august août aout agosto ago",
    "sep sept september septembre septiembre setiembre",
    "oct october oktober okt octobre octubre",
    "nov november novembre noviembre",
    "dec december dezember dez décembre decembre déc dic diciembre",
)
MONTHS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_D, _M, _Y4, _Y2 = r"(?P<d>[0-9]{1,2})", r"(?P<m>[0-9]{1,2})", r"(?P<y>[0-9]{4})", r"(?P<y>[0-9]{2})"
_NAME = r"(?P<name>[^\W\d_]{3,10})\.?"
_ORDERS = {"d/m/y": (_D, _M), "m/d/y": (_M, _D)}
_TIME = (
    r"(?:(?:,?\s*|T)(?P<H>[0-9]{1,2})[:.h](?P<M>[0-9]{2})(?:[:.](?P<S>[0-9]{2})(?:[.,](?P<f>[0-9]{1,9}))?)?"
    r"\s*(?P<p>[AaPp]\.?[Mm]\.?)?\s*(?P<z>Z|UTC|GMT|[-+][0-9]{2}:?[0-9]{2})?)?"
)
_EPOCH = datetime(1899, 12, 30)


def _formats() -> dict[str, re.Pattern[str]]:
    shapes: dict[str, str] = {ISO: rf"{_Y4}-{_M}-{_D}"}
    for mark in "/.-":
        cut = re.escape(mark)
        for order, (first, second) in _ORDERS.items():
            for year, pattern in (("yyyy", _Y4), ("yy", _Y2)):
                shapes[order.replace("/", mark).replace("y", year)] = rf"{first}{cut}{second}{cut}{pattern}"
    shapes["yyyy/m/d"] = rf"{_Y4}/{_M}/{_D}"
    shapes["yyyy.m.d"] = rf"{_Y4}\.{_M}\.{_D}\.?"
    shapes["yyyymmdd"] = r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"
    for year, pattern in (("yyyy", _Y4), ("yy", _Y2)):
        shapes[f"d mon {year}"] = rf"{_D}(?:st|nd|rd|th)?\.?[\s-]*(?:de\s+)?{_NAME}[\s,-]*(?:de\s+)?{pattern}"
    shapes["mon d yyyy"] = rf"{_NAME}[\s-]*{_D}(?:st|nd|rd|th)?,?[\s-]+{_Y4}"
    shapes["yyyy mon d"] = rf"{_Y4}[\s-]+{_NAME}[\s-]+{_D}"
    weekday = r"(?:[^\W\d_]{2,10}\.?,\s+)?"
    return {name: re.compile(weekday + shape + _TIME) for name, shape in shapes.items()}


FORMATS = _formats()
DATE_FORMATS = (*FORMATS, EXCEL)


def parse_date(text: str, formats: Sequence[str], zone: tzinfo) -> datetime | date:
    """A date, or for a cell that also holds a time an aware datetime: in its own offset, else in `zone`.

    `formats` are names of DATE_FORMATS, tried in order. Years of two digits: 00-68 are 2000-2068. Raises CellError.
    """
    return date_parser(tuple(formats), zone)(text)


@cache
def date_parser(formats: tuple[str, ...], zone: tzinfo) -> Callable[[str], datetime | date]:
    """The compiled parser of some formats and a zone; it remembers the texts it saw last."""
    unknown = [name for name in formats if name not in DATE_FORMATS]
    if unknown or not formats:
        raise CellError(_("“%s” is no known way to write dates.") % ", ".join(unknown))
    patterns = [(name, FORMATS.get(name)) for name in formats]
    iso = formats[0] == ISO

    @lru_cache(maxsize=8192)
    def parse(text: str) -> datetime | date:
        if iso and text[4:5] == "-" and text[7:8] == "-" and text[10:11] in ("", " ", "T"):
            try:
                if len(text) == 10:
                    return date.fromisoformat(text)
                moment = datetime.fromisoformat(text)
                return moment if moment.tzinfo else moment.replace(tzinfo=zone)
            except ValueError:
                pass
        bare = " ".join(text.split())
        for _name, pattern in patterns:
            if pattern is None:
                value = _serial(bare, zone)
            else:
                found = pattern.fullmatch(bare)
                value = _build(found, zone) if found else None
            if value is not None:
                return value
        raise CellError(_why_not(bare, formats))

    return parse


def _build(found: re.Match[str], zone: tzinfo) -> datetime | date | None:
    part = found.groupdict()
    month = MONTHS.get(part["name"].lower()) if "name" in part else int(part["m"])
    year = int(part["y"])
    if len(part["y"]) == 2:
        year += 2000 if year < 69 else 1900
    try:
        if month is None:
            return None
        if part["H"] is None:
            return date(year, month, int(part["d"]))
        hour, half = int(part["H"]), (part["p"] or "")[:1].lower()
        if half:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if half == "p" else 0)
        micro = int((part["f"] or "0").ljust(6, "0")[:6])
        offset = _offset(part["z"]) or zone
        return datetime(year, month, int(part["d"]), hour, int(part["M"]), int(part["S"] or 0), micro, tzinfo=offset)
    except ValueError:
        return None


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text[0] not in "+-":
        return timezone.utc  # noqa: UP017
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _serial(text: str, zone: tzinfo) -> datetime | date | None:
    """Days since the last of 1899, as spreadsheets count; 60 was a day that never was."""
    if not re.fullmatch(r"[0-9]{1,7}(?:[.,][0-9]+)?", text):
        return None
    whole, _point, part = text.replace(",", ".").partition(".")
    days = int(whole)
    if not 61 <= days <= 2_958_465:
        return None
    moment = _EPOCH + timedelta(days=days)
    seconds = (int((part + "0" * 12)[:12]) * 86400 + 500_000_000_000) // 10**12
    return (moment + timedelta(seconds=seconds)).replace(tzinfo=zone) if part.strip("0") else moment.date()


def _why_not(text: str, formats: Sequence[str]) -> str:
    shown = text[:60]
    if not shown:
        return _("The cell is empty where a date is needed. Fill it in, or leave the column out.")
    fits = [name for name in FORMATS if name not in formats and is_date(shown, name)]
    if fits:
        return _("“%(text)s” is not a date written %(formats)s; it fits %(other)s. Choose that for the column.") % {
            "text": shown,
            "formats": ", ".join(formats),
            "other": fits[0],
        }
    return _("“%(text)s” is not a date written %(formats)s. Correct the cell.") % {
        "text": shown,
        "formats": ", ".join(formats),
    }


def is_date(text: str, name: str) -> bool:
    """Whether `text` is a possible date in the named format."""
    return date_in(text, name) is not None


def date_in(text: str, name: str) -> datetime | date | None:
    """The date `text` is in the named format, or None."""
    found = FORMATS[name].fullmatch(" ".join(text.split()))
    return _build(found, timezone.utc) if found else None  # noqa: UP017
