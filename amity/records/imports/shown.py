"""How counts, tabs and rows of an import are shown; no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from amity.records.imports.models import Import
from amity.records.imports.queries import ReportRow
from amity.records.imports.states import Outcome

COLUMNS_SHOWN = 6
TONES = {
    Outcome.NEW: "good", Outcome.CHANGED: "note", Outcome.UNCHANGED: "", Outcome.WRONG: "bad",
    Outcome.AMBIGUOUS: "warn",
}  # fmt: skip
_SHADES = {
    Outcome.NEW: "new", Outcome.CHANGED: "changed", Outcome.UNCHANGED: "same", Outcome.AMBIGUOUS: "unsure",
    Outcome.WRONG: "wrong",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tab:
    """One outcome to look at; `name` '' is all."""

    name: str
    label: str
    count: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of the proportion, in thousandths of its width."""

    shade: str
    start: int
    width: int


def outcome_tabs(counts: Mapping[str, int], here: Outcome | None) -> list[Tab]:
    """All rows, then each outcome that has some."""
    tabs = [Tab("", _("All"), sum(counts.values()), here is None)]
    for outcome in Outcome:
        name = outcome.name.lower()
        if counts.get(name) or outcome == here:
            tabs.append(Tab(name, str(outcome.label).capitalize(), counts.get(name, 0), outcome == here))
    return tabs


def bars(counts: Mapping[str, int]) -> list[Bar]:
    """The proportion of outcomes; every one that occurs is seen."""
    total = sum(counts.values())
    found: list[Bar] = []
    start = 0
    for outcome, shade in _SHADES.items():
        count = counts.get(outcome.name.lower(), 0)
        if count:
            width = max(6, count * 1000 // total)
            found.append(Bar(shade, start, width))
            start += width
    return found


def told_state(the_import: Import) -> str:
    """How the file was read, in a few words."""
    guess = the_import.guess
    if guess["format"] != "text":
        return _("read from the sheet %(sheet)s") % {"sheet": guess["sheet"]}
    return _("read as %(encoding)s, cells cut at “%(delimiter)s”") % {
        "encoding": guess["encoding"].upper(),
        "delimiter": {"\t": _("tab"), " ": _("space")}.get(guess["delimiter"], guess["delimiter"]),
    }


def preview_tables(the_import: Import, rows: Sequence[ReportRow]) -> dict[str, Any]:
    """The first mapped columns of sample rows: each cell with whether it is wrong."""
    mapped = [link["column"] for link in the_import.mapping if link["field"]][:COLUMNS_SHOWN]
    header = [the_import.columns[index]["name"] for index in mapped]
    shown = []
    for row in rows:
        wrong = {problem[0] for problem in row.problems}
        cells = [
            (row.cells[index] if index < len(row.cells) else "", name in wrong)
            for index, name in zip(mapped, header, strict=True)
        ]
        shown.append((row, TONES[row.outcome], cells, [change_words(name, pair) for name, pair in row.changes.items()]))
    return {"header": header, "rows": shown}


def change_words(name: str, pair: Sequence[Any]) -> tuple[str, str, str]:
    """(field, before, after) of a change, lists and places in words."""
    before, after = (_words(value) for value in (*pair, None, None)[:2])
    return name.replace("_", " "), before, after


def _words(value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value)))
    if isinstance(value, dict):
        return " ".join(str(part) for key, part in value.items() if part and not key.endswith("_id"))
    return str(value)[:120]
