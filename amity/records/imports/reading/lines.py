"""The lines of a text file, decoded block by block, with the last blocks kept so that a reader can step back."""

import codecs
import io
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from amity.records.imports.reading.containers import UNPACKING_ERRORS, cut_off, open_bytes
from amity.records.imports.reading.errors import ReadError
from amity.records.imports.reading.guesses import FileGuess

BLOCK = 256 * 1024
LONGEST_LINE = 8 * 1024 * 1024
BLOCKS_KEPT = 8


class _Block(NamedTuple):
    first: int
    lines: list[str]
    dirty: bool


class Lines:
    """Lines with their ends, counted from 0. `dirty` says that NULs or damaged characters are near."""

    def __init__(self, path: Path, guess: FileGuess) -> None:
        self.dirty = False
        self._blocks = _blocks(path, guess)
        self._kept: deque[_Block] = deque(maxlen=BLOCKS_KEPT)

    def starting(self, line: int) -> Iterator[str]:
        """The lines from `line` on, which must be 0 or still among the blocks kept."""
        for block in list(self._kept):
            if block.first + len(block.lines) > line:
                self.dirty = block.dirty
                yield from islice(block.lines, max(line - block.first, 0), None)
        for block in self._blocks:
            self.dirty = block.dirty or (self.dirty and bool(self._kept))
            self._kept.append(block)
            yield from block.lines
            self.dirty = block.dirty

    def between(self, start: int, end: int) -> list[str]:
        """The lines start <= n < end that are still kept."""
        found: list[str] = []
        for block in self._kept:
            found.extend(block.lines[max(start - block.first, 0) : max(end - block.first, 0)])
        return found


def _blocks(path: Path, guess: FileGuess) -> Iterator[_Block]:
    only_lf = "\n" if guess.newline in ("\n", "\r\n") else ""
    count = 0
    for text in _texts(path, guess):
        lines = list(io.StringIO(text, newline=only_lf))
        yield _Block(count, lines, "\0" in text or "\ufffd" in text)
        count += len(lines)


def _texts(path: Path, guess: FileGuess) -> Iterator[str]:
    """Decoded blocks that end at a line's end."""
    decode = codecs.getincrementaldecoder(guess.encoding)("replace").decode
    rest, first = "", True
    with open_bytes(path, guess.packing, guess.member) as file:
        while True:
            try:
                data = file.read(BLOCK)
            except (*UNPACKING_ERRORS, OSError):
                raise cut_off() from None
            text = decode(data, not data)
            if first and text:
                text, first = text.removeprefix("\ufeff"), False
            text = rest + text
            if not data:
                if text:
                    yield text
                return
            end = max(text.rfind("\n"), text.rfind("\r", 0, -1) if guess.newline in ("\r", "mixed") else -1) + 1
            rest = text[end:]
            if end:
                yield text[:end]
            elif len(rest) > LONGEST_LINE:
                raise ReadError(
                    "line_too_long",
                    _("A line is longer than %d million characters. Check that the file is a table with line ends.")
                    % (LONGEST_LINE >> 20),
                )
