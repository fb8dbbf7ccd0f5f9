"""From an uploaded file of any kind to a stream of rows of text, with every guess visible and overridable.

`inspect` says how a file is to be read, `read_rows` streams its rows, `guess_columns` says what the columns hold and
`column_parser` turns their cells into values. Nothing here touches the database.
"""

from amity.records.imports.reading.amounts import parse_money
from amity.records.imports.reading.column_parsers import column_parser
from amity.records.imports.reading.columns import guess_columns
from amity.records.imports.reading.dates import DATE_FORMATS, parse_date
from amity.records.imports.reading.errors import CellError, ReadError
from amity.records.imports.reading.guesses import ColumnGuess, FileGuess, Reason, Row
from amity.records.imports.reading.inspecting import inspect, read_rows
from amity.records.imports.reading.numbers import CONVENTIONS, parse_number
from amity.records.imports.reading.yes_no import parse_yes_no

__all__ = [
    "CONVENTIONS",
    "DATE_FORMATS",
    "CellError",
    "ColumnGuess",
    "FileGuess",
    "ReadError",
    "Reason",
    "Row",
    "column_parser",
    "guess_columns",
    "inspect",
    "parse_date",
    "parse_money",
    "parse_number",
    "parse_yes_no",
    "read_rows",
]
