"""Cells of workbooks become one canonical text each, whichever reader is used."""

from datetime import date, datetime, time

import openpyxl
import pytest

from amity.records.imports.reading import ReadError, inspect, read_rows, sheets

ROWS = [
    ["name", "count", "price", "day", "moment", "paid", "at", "ratio"],
    ["Zoë", 3, 1.5, date(2021, 4, 16), datetime(2021, 4, 16, 8, 30), True, time(9, 5), 0.1],
    ["Ben", 1e15, 0.1 + 0.2, date(1999, 12, 31), datetime(2020, 1, 1, 23, 59, 59), False, None, 1e-7],
    [None] * 8,
    ["Cleo", -2, 1e3, None, None, None, None, None],
]
TEXT = [
    ["Zoë", "3", "1.5", "2021-04-16", "2021-04-16 08:30:00", "TRUE", "09:05:00", "0.1"],
    ["Ben", "1000000000000000", "0.3", "1999-12-31", "2020-01-01 23:59:59", "FALSE", "", "0.0000001"],
    ["Cleo", "-2", "1000", "", "", "", "", ""],
]


@pytest.fixture
def book(tmp_path):
    def write(rows, top=0, extra=()):
        workbook = openpyxl.Workbook()
        sheet = workbook.active
        for row in [[]] * top + rows:
            sheet.append(row)
        for place, value in extra:
            sheet[place] = value
        workbook.create_sheet("empty")
        workbook.save(tmp_path / "book.xlsx")
        return tmp_path / "book.xlsx"

    return write


@pytest.mark.parametrize("streamed", [False, True])
def test_values_become_text(book, monkeypatch, streamed):
    if streamed:
        monkeypatch.setattr(sheets, "MOST_XML_IN_MEMORY", 0)
    path = book(ROWS, top=2)
    guess = inspect(path)
    assert (guess.format, guess.sheet, guess.sheets) == ("xlsx", "Sheet", ("Sheet", "empty"))
    assert (guess.head_rows, guess.header[0]) == (2, "name")
    rows = list(read_rows(path, guess))
    assert [row.cells for row in rows] == TEXT
    assert [row.number for row in rows] == [4, 5, 7]
    assert [row.number for row in read_rows(path, guess, start_row=5)] == [7]


def test_one_cell_far_out_takes_no_memory(book, monkeypatch):
    path = book([["a", "b"], [1, 2]], extra=[("XFD60000", "x")])
    assert not sheets._fits_in_memory(path)
    rows = list(read_rows(path, inspect(path)))
    assert rows[0].cells == ["1", "2"]
    assert "right of the last column" in rows[1].problem


def test_cells_right_of_the_header_get_a_column(book):
    path = book([["a", "b"], [1, 2], [3, 4, "remark"]])
    guess = inspect(path)
    assert guess.header == ("a", "b", "Column 3")
    assert [row.cells for row in read_rows(path, guess)] == [["1", "2", ""], ["3", "4", "remark"]]


def test_merged_cells_keep_their_text_once(book, tmp_path):
    workbook = openpyxl.load_workbook(book([["a", "b"], ["x", None], [None, 2]]))
    workbook.active.merge_cells("A2:A3")
    workbook.save(tmp_path / "merged.xlsx")
    path = tmp_path / "merged.xlsx"
    assert [row.cells for row in read_rows(path, inspect(path))] == [["x", ""], ["", "2"]]


def test_a_workbook_without_cells_and_an_unknown_sheet_are_refused(book):
    with pytest.raises(ReadError, match="No sheet"):
        inspect(book([]))
    with pytest.raises(ReadError, match="2024"):
        inspect(book([["a"], [1]]), "book.xlsx", sheet="2024")
