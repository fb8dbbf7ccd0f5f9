"""What is wrong with a row is said on the row, and no row is lost or shifted."""

from dataclasses import replace

import pytest

from amity.records.imports.reading import FileGuess, inspect, read_rows


@pytest.fixture
def read(tmp_path):
    def reader(content, name="file.csv", start_row=0, **chosen):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        guess = inspect(path, name, **chosen)
        return guess, list(read_rows(path, guess, start_row=start_row))

    return reader


def cells(rows):
    return [row.cells for row in rows]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(read):
    _guess, rows = read('name,age\n"two\nlines",3\n\nAda,36\n')
    assert [row.number for row in rows] == [2, 4]


def test_too_many_cells_name_cause_and_fix(read):
    _guess, rows = read("id,name,city\n1,Ada,Rome\n2,Smith, Ben,Oslo\n")
    assert rows[0].problem is None
    assert "4 cells where the header has 3" in rows[1].problem
    assert "quotes" in rows[1].problem
    assert rows[1].cells == ["2", "Smith", " Ben", "Oslo"]


def test_trailing_empty_cells_beyond_the_header_are_no_problem(read):
    _guess, rows = read("id,name\n1,Ada,,\n2,Ben,,\n")
    assert cells(rows) == [["1", "Ada"], ["2", "Ben"]]
    assert not any(row.problem for row in rows)


def test_missing_trailing_cells_are_filled_and_counted(read):
    _guess, rows = read("id,name,city\n1,Ada,Rome\n2,Ben\n3,Cleo,Oslo\n")
    assert rows[1].cells == ["2", "Ben", ""]
    assert (rows[1].missing, rows[1].problem) == (1, None)


def test_a_row_torn_by_a_line_break_is_a_problem_on_both_halves(read):
    _guess, rows = read("id,name,city,zip\n1,Ada,Rome,11\n2,Ben\nthe second,Oslo,22\n3,Cleo,Bonn,33\n")
    assert [bool(row.problem) for row in rows] == [False, True, True, False]
    assert "Rows 3 to 4" in rows[1].problem


def test_an_unclosed_quote_loses_no_row(read):
    lines = "".join(f"{n},name {n},city {n}\n" for n in range(3, 2000))
    _guess, rows = read('id,name,city\n1,Ada,Rome\n2,"Ben,Oslo\n' + lines)
    assert len(rows) == 1999
    assert [row.number for row in rows if row.problem] == [3]
    assert "quote" in rows[1].problem
    assert rows[2].cells == ["3", "name 3", "city 3"]


def test_two_unclosed_quotes_do_not_swallow_the_rows_between(read):
    _guess, rows = read('id,name,city\n1,"Ada,Rome\n2,Ben,Oslo\n3,"Cleo,Bonn\n4,Dan,Ulm\n5,Eve,Kiel\n')
    assert [row.cells[0] for row in rows] == ["1", "2", "3", "4", "5"]
    assert [row.number for row in rows if row.problem] == [2, 4]


def test_an_undoubled_quote_is_a_problem_of_its_row_alone(read):
    _guess, rows = read('id,name\n1,"a "b" c"\n2,"d"\n3,e\n')
    assert [bool(row.problem) for row in rows] == [True, False, False]
    assert "quote" in rows[0].problem


def test_a_stray_carriage_return_in_a_bare_cell_is_a_problem(read):
    _guess, rows = read("id,name\n" + "1,Ada\n" * 30 + "2,Be\rn\n3,Cleo\n")
    assert [row.number for row in rows if row.problem] == [32]
    assert len(rows) == 32


def test_nul_bytes_and_damaged_characters_are_named(read):
    good = "".join(f"{n},Zoë\n" for n in range(100)).encode()
    _guess, rows = read(b"id,name\n" + good + b"x,A\x00da\ny,Be\xffn\n" + good)
    problems = [row for row in rows if row.problem]
    assert [row.number for row in problems] == [102, 103]
    assert "NUL" in problems[0].problem
    assert "encoding" in problems[1].problem
    assert len(rows) == 202


def test_reading_goes_on_after_any_row(read):
    content = "id,name\n" + "".join(f'{n},"na\nme"\n' for n in range(500))
    _guess, rows = read(content)
    for stop in (0, 1, 250, 499):
        last = rows[stop]
        _guess, rest = read(content, start_row=last.number)
        assert rest == rows[stop + 1 :]


def test_junk_above_the_header_is_shown_and_skipped(read):
    guess, rows = read("Customers of 2024;;\n\n# made by hand\nid;name;city\n1;Ada;Rome\n2;Ben;Oslo\n")
    assert (guess.head_rows, guess.header) == (3, ("id", "name", "city"))
    assert "Customers of 2024" in guess.head[0]
    assert "head_rows" in guess.uncertain_fields
    assert [row.number for row in rows] == [5, 6]


def test_a_line_that_names_the_delimiter_is_believed(read):
    guess, rows = read("sep=|\nid|name\n1|Ada\n")
    assert guess.delimiter == "|"
    assert cells(rows) == [["1", "Ada"]]


def test_names_are_made_unique_and_never_empty(read):
    guess, _rows = read("name,,name,name (2),\n1,2,3,4,5\n")
    assert len(set(guess.header)) == 5
    assert all(guess.header)
    assert guess.header[3] == "name (2)"


def test_a_file_without_header_keeps_its_first_row(read):
    guess, rows = read("1,ada@example.org\n2,ben@example.org\n")
    assert guess.has_header is False
    assert len(rows) == 2
    assert guess.header == ("Column 1", "Column 2")


def test_what_a_person_chooses_is_honoured(read, tmp_path):
    guess, rows = read("a;b,c\n1;2,3\n", delimiter=";", has_header=False)
    assert cells(rows) == [["a", "b,c"], ["1", "2,3"]]
    assert guess.why("delimiter").certain
    changed = replace(guess, head_rows=1, header=("x", "y"))
    assert cells(read_rows(tmp_path / "file.csv", changed)) == [["1", "2,3"]]


def test_a_guess_survives_json(read):
    guess, _rows = read("id,näme\n1,2\n")
    assert FileGuess.from_json(guess.to_json()) == guess


def test_apostrophes_and_bare_quotes(read):
    guess, rows = read("a,b\n'1','x,y'\n'2','z'\n'3','w'\n")
    assert guess.quote == "'"
    assert rows[0].cells == ["1", "x,y"]
    guess, rows = read("id\tsize\n" + "".join(f'{n}\t"{n} inch\n' for n in range(9)))
    assert guess.quote == ""
    assert rows[8].cells == ["8", '"8 inch']


def test_colons_and_spaces_cut_only_when_nothing_else_does(read):
    assert read("name:age:city\nAda:36:Rome\nBen:4:Oslo\n")[0].delimiter == ":"
    assert read("a b c\n1 2 3\n4 5 6\n7 8 9\n5 5 5\n2 2 2\n")[0].delimiter == " "
    assert read("remark\nhello world\nthis is a text\nno\n")[0].header == ("remark",)


def test_a_million_cells_long_line_is_refused_not_swallowed(read):
    from amity.records.imports.reading import ReadError

    with pytest.raises(ReadError, match="longer than"):
        read("id,name\n" + "x" * (10 << 20))
