"""From an uploaded file of any kind to a stream of rows of text, with every guess visible and overridable."""

from amity.records.imports.reading.errors import CellError, ReadError
from amity.records.imports.reading.guesses import ColumnGuess, FileGuess, Reason, Row
from amity.records.imports.reading.inspecting import inspect, read_rows

__all__ = ["CellError", "ColumnGuess", "FileGuess", "ReadError", "Reason", "Row", "inspect", "read_rows"]
