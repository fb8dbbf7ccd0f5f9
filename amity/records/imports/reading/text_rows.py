"""Rows of a delimited text file, streamed, with whatever is wrong with one said on it."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from amity.records.imports.reading.guesses import FileGuess, Row
from amity.records.imports.reading.lines import Lines

_NAMES = {"\t": "tab", " ": "space"}


def csv_options(delimiter: str, quote: str, escape: str) -> dict[str, Any]:
    """The csv module's words for a dialect."""
    return {
        "delimiter": delimiter or ",",
        "quotechar": quote or None,
        "quoting": csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
        "doublequote": escape != "none",
        "escapechar": "\\" if escape == "backslash" else None,
    }


def text_rows(path: Path, guess: FileGuess, width: int, after: int = 0) -> Iterator[Row]:
    """The records numbered above `after`, blank ones left out. With `width` 0 they come as they are, blank ones too."""
    return _TextReader(path, guess, width).rows(after)


class _TextReader:
    def __init__(self, path: Path, guess: FileGuess, width: int) -> None:
        self.width = width or -1
        self.delimiter = guess.delimiter or ","
        self.options = csv_options(guess.delimiter, guess.quote, guess.escape)
        self.source = Lines(path, guess)
        self.number = 0
        self.short = 0
        self.held: list[Row] = []
        self.suspect_until = 0

    def rows(self, after: int) -> Iterator[Row]:
        start: int | None = 0
        while start is not None:
            for row in self._run(start):
                if isinstance(row, int):
                    start = row
                    break
                if row.number > after:
                    yield row
            else:
                start = None
        for row in self._release():
            if row.number > after:
                yield row

    def _run(self, base: int) -> Iterator[Row | int]:
        """Rows from line `base` on; ends with a line number when reading must step back to it."""
        source, width = self.source, self.width
        reader = csv.reader(source.starting(base), strict=True, **self.options)
        line, number = 0, self.number
        while True:
            try:
                for cells in reader:
                    number += 1
                    if len(cells) == width and not source.dirty and not self.held:
                        if any(cells):
                            yield Row(number, cells)
                    else:
                        self.number = number
                        yield from self._uneven(number, cells, base + reader.line_num)
                    line = reader.line_num
                self.number = number
                return
            except csv.Error as error:
                number += 1
                self.number = number
                first, last = base + line, base + reader.line_num
                line = reader.line_num
                yield from self._release()
                yield from self._broken(number, first, last, str(error))
                if last - first > 1:
                    self.suspect_until = max(self.suspect_until, last)
                    yield first + 1
                    return

    def _broken(self, number: int, first: int, last: int, error: str) -> Iterator[Row]:
        raw = "".join(self.source.between(first, first + 1)).rstrip("\r\n")
        lenient = {**self.options, "strict": False}
        if last - first > 1 or "end of data" in error:
            lenient |= {"quoting": csv.QUOTE_NONE, "quotechar": None}
            problem = _(
                "A cell opens with a quote that is not closed where the cell ends. Close it, or double the quotes in "
                "the cell; the rows after it were read line by line."
            )
        elif "new-line" in error:
            problem = _(
                "A line break stands inside a cell without quotes. Put that cell in quotes, or take the break out."
            )
        else:
            problem = _("A quote stands inside a quoted cell without being doubled. Double it, or take it out.")
        try:
            cells = next(csv.reader([raw.replace("\r", " ")], **lenient), [])
        except csv.Error:
            cells, problem = [raw], _("A cell is too long to be read. Shorten it or leave the column out.")
        yield Row(number, cells, problem)

    def _uneven(self, number: int, cells: list[str], line: int) -> Iterator[Row]:
        """A row that is blank, ragged or near damaged characters."""
        width, found = self.width, len(cells)
        if width < 0:
            yield Row(number, cells)
            return
        if not any(cells):
            return
        damage = _damage(cells) if self.source.dirty else None
        if found > width and not any(cells[width:]):
            cells, found = cells[:width], width
        if found == width:
            yield from self._release()
            yield Row(number, cells, damage)
        elif found > width:
            yield from self._release()
            yield Row(number, cells, self._too_many(cells))
        else:
            yield from self._too_few(number, cells, damage, line)

    def _too_few(self, number: int, cells: list[str], damage: str | None, line: int) -> Iterator[Row]:
        found, width = len(cells), self.width
        padded = cells + [""] * (width - found)
        self.short += 1
        if line <= self.suspect_until or any("\n" in cell or "\r" in cell for cell in cells):
            yield from self._release()
            yield Row(number, padded, _broken_quote(found, width), width - found)
            return
        row = Row(number, padded, damage, width - found)
        if self.short * 5 > number > 25:
            yield from self._release()
            yield row
            return
        pieces = [*self.held, row]
        total = sum(width - piece.missing for piece in pieces) - len(pieces) + 1
        if total == width and len(pieces) > 1:
            self.held = []
            for piece in pieces:
                yield piece._replace(problem=_torn(pieces[0].number, number))
        elif total < width:
            self.held = pieces
        else:
            yield from self._release()
            self.held = [row]

    def _release(self) -> list[Row]:
        held, self.held = self.held, []
        return held

    def _too_many(self, cells: list[str]) -> str:
        name = _(_NAMES[self.delimiter]) if self.delimiter in _NAMES else f"“{self.delimiter}”"
        if any("\n" in cell for cell in cells):
            return _broken_quote(len(cells), self.width)
        return _(
            "%(found)d cells where the header has %(width)d: a cell with a %(name)s in its text is probably not in "
            "quotes. Put that cell in quotes, or take the %(name)s out."
        ) % {"found": len(cells), "width": self.width, "name": name}


def _broken_quote(found: int, width: int) -> str:
    return _(
        "%(found)d cells where the header has %(width)d, and a cell runs over lines: a quote is probably missing "
        "or too many. Check the quotes in this row and the one before."
    ) % {"found": found, "width": width}


def _torn(first: int, last: int) -> str:
    return _(
        "Rows %(first)d to %(last)d look like one row torn apart by a line break inside a cell. Put it in quotes "
        "or take the line break out."
    ) % {"first": first, "last": last}


def _damage(cells: list[str]) -> str | None:
    text = "".join(cells)
    if "\0" in text:
        return _("A cell holds NUL bytes, which no text has. Export the file again, or delete them.")
    if "\ufffd" in text:
        return _(
            "A cell holds bytes that are no character in the chosen encoding. Choose another encoding, or correct it."
        )
    return None
