"""Exchange rates from a CSV file: currency, day (2026-11-22), rate; comma, semicolon or tab; a header is optional."""

import csv
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from amity.kernel.commands import Invalid
from amity.kernel.money import MILLION
from amity.workspace.settings.commands import RateDraft

MOST_ROWS = 100_000


def millionths(text: str) -> int:
    """A rate as people write it (1.0834 or 1,0834) in millionths, rounded half to even; Invalid when it is none."""
    plain = text.strip().replace("\u00a0", "").replace(" ", "")
    if "," in plain and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 < number < 10**9:
        raise Invalid(
            "settings.rate", _("%(text)s is no rate. Write it like 1.0834.") % {"text": text.strip() or "–"}, "rate"
        )
    return int((number * MILLION).to_integral_value())


def read_rates(text: str) -> list[RateDraft]:
    """The rates of a file's text; Invalid names the line, the cause and the fix."""
    sample = text[:2000]
    delimiter = max(";\t,", key=sample.count)
    drafts = []
    for number, row in enumerate(csv.reader(text.splitlines(), delimiter=delimiter), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and not _is_day(cells[1:2])):
            continue
        if number > MOST_ROWS:
            raise Invalid("settings.rates_file", _("At most %(count)s lines at once.") % {"count": MOST_ROWS}, "file")
        drafts.append(_draft(number, cells))
    if not drafts:
        raise Invalid(
            "settings.rates_file", _("The file holds no rates. Lines look like: USD,2026-11-22,0.9231"), "file"
        )
    return drafts


def _draft(number: int, cells: list[str]) -> RateDraft:
    if len(cells) < 3 or not _is_day(cells[1:2]):
        words = _("Line %(line)s: expected currency, day and rate, like USD,2026-11-22,0.9231") % {"line": number}
        raise Invalid("settings.rates_file", words, "file")
    try:
        return RateDraft(cells[0].upper(), date.fromisoformat(cells[1]), millionths(cells[2]))
    except Invalid as refusal:
        words = _("Line %(line)s: %(why)s") % {"line": number, "why": refusal.message}
        raise Invalid("settings.rates_file", words, "file") from None


def _is_day(cells: list[str]) -> bool:
    try:
        return bool(cells and date.fromisoformat(cells[0]))
    except ValueError:
        return False
