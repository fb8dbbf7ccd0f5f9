"""Delimiter, quotes, escapes and line ends of a text file, from the start of it."""

import csv
import re
from collections import Counter
from typing import NamedTuple

from django.utils.translation import gettext as _

from amity.records.imports.reading.guesses import Reason
from amity.records.imports.reading.text_rows import csv_options

DELIMITERS = ",;\t|"
RARE_DELIMITERS = ": "
MOST_CHARACTERS = 200_000
MOST_RECORDS = 400
_ESCAPED = re.compile(r"""\\["'](?![,;\t|: \r\n]|$)""")
_DOUBLED = re.compile(r'[^,;\t|:\s"]""|""[^,;\t|:\s"]')
_QUOTED = re.compile(r'"[^"]*"')


class Trial(NamedTuple):
    """How well the sample falls into columns: `share` of the records have `width` cells, `broken` have bad quotes."""

    delimiter: str
    width: int
    share: float
    broken: int
    records: int

    @property
    def score(self) -> float:
        if self.width < 2:
            return 0.0
        return self.share - self.broken / max(self.records, 1) + min(self.width, 10) / 50


def guess_newline(text: str) -> tuple[str, Reason]:
    """The line end: what stands inside quoted cells does not count."""
    bare = _QUOTED.sub("", text)
    crlf = bare.count("\r\n")
    lf, cr = bare.count("\n") - crlf, bare.count("\r") - crlf
    if cr and not lf and not crlf:
        return "\r", Reason("newline", True, _("Lines end in CR alone, as on old Macs."))
    if cr > (lf + crlf) / 10:
        return "mixed", Reason("newline", False, _("Line ends of several kinds are mixed."))
    if crlf >= lf and crlf:
        return "\r\n", Reason("newline", True, _("Lines end in CR LF, as on Windows."))
    return "\n", Reason("newline", True, _("Lines end in LF."))


def guess_dialect(
    text: str, name: str, delimiter: str | None = None, quote: str | None = None, escape: str | None = None
) -> tuple[str, str, str, list[Reason]]:
    """(delimiter, quote, escape, reasons); what is given stays, the rest is tried out."""
    text = text[:MOST_CHARACTERS]
    quote_reason = Reason("quote", True, _('Cells are quoted with ", or not at all.'))
    if quote is None:
        quote, quote_reason = _guess_quote(text)
    escape_reason = Reason("escape", True, _("Quotes inside quoted cells are doubled, or there are none."))
    if escape is None:
        escaped, doubled = len(_ESCAPED.findall(text)), len(_DOUBLED.findall(text))
        escape = "backslash" if escaped > doubled else "doubled"
        if escaped:
            escape_reason = Reason("escape", not doubled, _('Quotes inside cells are written \\".'))
    announced = re.match(r"\ufeff?\"?sep=(.)\"?\s*[\r\n]", text, re.IGNORECASE)
    if delimiter is not None:
        reason = Reason("delimiter", True, _("Chosen by you."))
    elif announced:
        delimiter = announced[1]
        reason = Reason("delimiter", True, _("The first line of the file names it (sep=)."))
    else:
        delimiter, reason = _guess_delimiter(text, name, quote, escape)
    if quote == '"' and quote_reason.certain:
        quoted, bare = _try(text, delimiter, quote, escape), _try(text, delimiter, "", "none")
        if quoted.broken > max(2, 0.1 * quoted.records) and bare.share > 0.9 and bare.width > 1:
            quote, escape = "", "none"
            quote_reason = Reason(
                "quote", False, _('Marks like " are part of the text: read as quotes they fit nothing.')
            )
    return delimiter, quote, escape, [reason, quote_reason, escape_reason]


def _guess_quote(text: str) -> tuple[str, Reason]:
    double = len(re.findall(r'(?:^|[,;\t|])"', text, re.MULTILINE))
    single = len(re.findall(r"(?:^|[,;\t|])'[^'\r\n]*'(?=[,;\t|\r\n]|$)", text, re.MULTILINE))
    if single >= 4 and not double:
        return "'", Reason("quote", False, _("Many cells stand between apostrophes."))
    return '"', Reason("quote", True, _('Cells are quoted with ", or not at all.'))


def _guess_delimiter(text: str, name: str, quote: str, escape: str) -> tuple[str, Reason]:
    trials = sorted((_try(text, mark, quote, escape) for mark in DELIMITERS), key=lambda trial: -trial.score)
    best, second = trials[0], trials[1]
    if best.score < 0.5:
        rare = max((_try(text, mark, quote, escape) for mark in RARE_DELIMITERS), key=lambda trial: trial.score)
        if rare.width > 1 and rare.share > 0.99 and rare.records >= (2 if rare.width > 2 else 5):
            return rare.delimiter, Reason(
                "delimiter", False, _("Every line has %d parts when cut there; nothing else fits.") % rare.width
            )
    if best.width < 2:
        mark = "\t" if name.lower().endswith((".tsv", ".tab")) else ","
        return mark, Reason("delimiter", True, _("There is one column only, so nothing is cut."))
    rival = second.score > best.score - 0.25
    reason = _("%(share)d %% of the lines have %(width)d cells when cut there.") % {
        "share": round(best.share * 100),
        "width": best.width,
    }
    return best.delimiter, Reason(
        "delimiter", best.share > 0.6 and not rival and (best.records > 1 or best.width > 2), reason
    )


def _try(text: str, delimiter: str, quote: str, escape: str) -> Trial:
    reader = csv.reader(
        text.splitlines(keepends=True) if "\r" not in text else re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$", text),
        strict=True,
        **csv_options(delimiter, quote, escape),
    )
    widths: Counter[int] = Counter()
    broken = 0
    while sum(widths.values()) + broken < MOST_RECORDS:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            broken += "end of data" not in str(error) or len(text) < MOST_CHARACTERS
            continue
        if any(cells):
            widths[len(cells)] += 1
    if not widths:
        return Trial(delimiter, 0, 0.0, broken, broken)
    records = sum(widths.values())
    width, count = max(widths.items(), key=lambda item: (item[0] > 1 and item[1] >= records * 0.3, item[1], item[0]))
    return Trial(delimiter, width, count / records, broken, records + broken)
