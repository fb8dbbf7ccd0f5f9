"""Where the table begins: junk above the header, whether there is a header, and a usable name for every column."""

import re
from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from amity.records.imports.reading.guesses import Reason

ROWS_LOOKED_AT = 100
_NUMBER = re.compile(r"[-+(]?[$€£¥]?\s?\d[\d.,' \u00a0]*\s?[%€)]?$")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b.*$")
_DATA = re.compile(r"[^@\s]+@[^@\s]+\.\w+$|https?://|\d{1,2}:\d{2}")
_YEAR = re.compile(r"(1[6-9]|20|21)\d\d$")
_WORDS = re.compile(
    r"\b(id|name|e-?mail|date|phone|address|city|country|company|type|status|price|amount|total|quantity|"
    r"nom|datum|ort|stadt|land|firma|telefon|nombre|fecha|correo|prénom|prenom|vorname|nachname|menge|preis)\b|_id$|Id$|ID$",
    re.IGNORECASE,
)


def guess_head(rows: Sequence[Sequence[str]]) -> tuple[int, Reason]:
    """How many rows stand above the header (or, without one, above the data)."""
    filled = [sum(1 for cell in row if cell.strip()) for row in rows[:ROWS_LOOKED_AT]]
    wide = [count for count in filled if count > 1]
    typical = Counter(wide).most_common(1)[0][0] if wide else 1
    enough = max(2, (typical + 1) // 2) if typical > 1 else 1
    junk = 0
    for index, row in enumerate(rows[:ROWS_LOOKED_AT]):
        comment = row and row[0].lstrip().startswith(("#", "//")) and filled[index] < max(typical, 2)
        announced = row and row[0].lower().startswith("sep=") and filled[index] == 1
        if filled[index] >= enough and not comment and not announced:
            junk = index
            break
    else:
        junk = next((index for index, count in enumerate(filled) if count), 0)
    skipped = [row for row, count in zip(rows[:junk], filled, strict=False) if count]
    if not skipped:
        return junk, Reason("head_rows", True, _("The table begins with the first line that is not blank."))
    return junk, Reason(
        "head_rows",
        False,
        _("%d lines above the table hold far fewer cells than the table, like a title or remarks.") % len(skipped),
    )


def guess_header(rows: Sequence[Sequence[str]]) -> tuple[bool, Reason]:
    """Whether the first of `rows` names the columns; `rows` begins after the junk."""
    if not rows:
        return False, Reason("has_header", True, _("There is no row at all."))
    first = [cell.strip() for cell in rows[0]]
    named = [cell for cell in first if cell]
    body = [row for row in rows[1:ROWS_LOOKED_AT] if any(row)]
    years = sum(1 for cell in named if _YEAR.match(cell))
    values = [cell for cell in named if _is_value(cell)]
    if values and not (years == len(values) and named and not _is_value(named[0]) and len(named) > 2):
        mostly = len(values) * 2 >= len(named) or any(_DATA.match(cell) or _DATE.match(cell) for cell in values)
        if mostly or len(values) > 1:
            return False, Reason(
                "has_header", False, _("The first line holds values such as “%s”, not names.") % values[0][:40]
            )
    if not body:
        return True, Reason("has_header", False, _("There is one line only; it is taken for the names of the columns."))
    contrast = any(_column_of_values(body, index) for index, cell in enumerate(first) if cell and not _is_value(cell))
    known = sum(1 for cell in named if _WORDS.search(cell))
    if contrast or known >= 2 or known * 2 >= len(named) > 0:
        return True, Reason(
            "has_header", not values, _("The first line holds words where the lines below hold values.")
        )
    return True, Reason(
        "has_header", False, _("Every line holds words; the first is taken for the names of the columns.")
    )


def _is_value(cell: str) -> bool:
    return bool(_NUMBER.match(cell) or _DATE.match(cell) or _DATA.match(cell))


def _column_of_values(body: Sequence[Sequence[str]], index: int) -> bool:
    cells = [row[index].strip() for row in body if index < len(row) and row[index].strip()]
    return bool(cells) and sum(map(_is_value, cells)) >= 0.7 * len(cells)


def name_columns(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """A unique, non-empty name for each of `width` columns, as close to the file's own as can be."""
    names: list[str] = []
    taken: set[str] = set()
    wanted = [" ".join(cell.replace("\0", "").split()) for cell in cells]
    reserved = Counter(name for name in wanted if name)
    for index in range(width):
        own = wanted[index] if index < len(wanted) else ""
        base = own or _("Column %d") % (index + 1)
        name, copy = base, 2
        while name in taken or (name != own and reserved[name]):
            name = f"{base} ({copy})"
            copy += 1
        taken.add(name)
        names.append(name)
    return tuple(names)


def name_reason(cells: Sequence[str], names: Sequence[str]) -> Reason:
    """Says when names had to be made up or told apart."""
    changed = [
        name for index, name in enumerate(names) if index >= len(cells) or " ".join(cells[index].split()) != name
    ]
    if changed:
        shown = ", ".join(changed[:3])
        return Reason("header", False, _("Columns without a name of their own were given one: %s.") % shown)
    return Reason("header", True, _("Every column has a name of its own."))
