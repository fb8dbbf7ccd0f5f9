"""From a file to an import that can be checked: what it looks like, which kind it holds, what its columns mean."""

import json
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from amity.kernel.commands import Invalid
from amity.records.imports.batches import currency_of_columns
from amity.records.imports.mapping import Link, guess_kind, importer_of, mapped_fields, propose_mapping
from amity.records.imports.models import Import
from amity.records.imports.reading import ColumnGuess, FileGuess, guess_columns, inspect, read_rows
from amity.records.kinds.registry import RecordKind, kind_named

ROWS_LOOKED_AT = 2000
# What a person may set about the whole file; the rest follows from it.
CHOICES = ("encoding", "delimiter", "quote", "escape", "sheet", "head_rows", "has_header")


@dataclass(frozen=True, slots=True)
class Look:
    """How a file is read and what its columns hold."""

    guess: FileGuess
    columns: list[ColumnGuess]


def look_at(path: Path, name: str, **chosen: Any) -> Look:
    """Guess how a file is read; raises ReadError for what is no table."""
    guess = inspect(path, name, **chosen)
    columns = guess_columns(guess.header, islice(read_rows(path, guess), ROWS_LOOKED_AT))
    return Look(guess, columns)


def find_kind(name: str, look: Look) -> RecordKind:
    """The kind called `name`, or with '' the one the headers speak for; Invalid when they speak for none."""
    if name:
        kind = kind_named(name)
        if kind.importer is None:
            raise Invalid("imports.kind", _("Records of this kind cannot be imported."), "kind")
        return kind
    guessed, _is_sure = guess_kind(look.guess.header)
    if guessed is None:
        raise Invalid("imports.no_kind", _("The headers do not tell what the rows are. Choose the kind."), "kind")
    return guessed


def proposed_links(kind: RecordKind, look: Look) -> list[Link]:
    """What the columns mean for a kind."""
    importer = importer_of(kind)
    links = propose_mapping(importer.fields, look.columns)
    refine = getattr(importer, "refine", None)
    return refine(links, look.columns) if refine else links


def changed_column(column: ColumnGuess, *, formats: tuple[str, ...] = (), convention: str = "") -> ColumnGuess:
    """A column read as a person says."""
    values: dict[str, Any] = {}
    if formats and formats != column.formats:
        values.update(formats=formats, kind="date")
    if convention and convention != column.convention:
        values["convention"] = convention
    return replace(column, certain=True, reason=_("Chosen by you."), **values) if values else column


def missing_for(the_import: Import, kind: RecordKind) -> list[str]:
    """What is still to be said before an import can be checked, as sentences."""
    importer = importer_of(kind)
    links = [Link.from_json(values) for values in the_import.mapping]
    mapped = mapped_fields(links)
    missing = importer.needs(mapped)
    columns = [ColumnGuess.from_json(json.dumps(values)) for values in the_import.columns]
    if (
        importer.asks_currency(mapped)
        and not the_import.options.get("currency")
        and not currency_of_columns(importer, links, columns)
    ):
        missing.append(_("Say which currency the amounts are in: the file does not name one."))
    return missing


def decided_options(the_import: Import, kind: RecordKind) -> dict[str, Any]:
    """What the importer decides by itself where nobody said anything; kept, so that a restart decides the same."""
    decide = getattr(importer_of(kind), "decide", None)
    mapped = mapped_fields(Link.from_json(values) for values in the_import.mapping)
    return decide(mapped, the_import.source) if decide else {}
