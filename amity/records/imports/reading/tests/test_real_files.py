"""Every real file reads with the number of rows its publisher states, or is refused by name."""

import json
import os
from pathlib import Path

import pytest

from amity.records.imports.reading import CellError, ReadError, column_parser, guess_columns, inspect, read_rows

DATA = Path(os.environ.get("AMITY_REAL_DATA", ""))
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not os.environ.get("AMITY_REAL_DATA"), reason="AMITY_REAL_DATA names no folder of real files"),
]

# file: (rows, columns, rows with a problem) or the code of the refusal.
EXPECTED: dict[str, tuple[int, int, int] | str] = {
    "csv_messytables_horror/211.csv": (2132, 96, 0),
    "csv_messytables_horror/bian-anal-mca-2005-dols-eng-1011-0312-tab3.xlsm": (13, 4, 0),
    "csv_messytables_horror/blank_line.ods": (3, 3, 0),
    "csv_messytables_horror/characters.csv": (382, 18, 0),
    "csv_messytables_horror/complex.html": "not_a_table",
    "csv_messytables_horror/excel_pasting.csv": (16, 9, 0),
    "csv_messytables_horror/excel_properties.xls": (17, 1, 0),
    "csv_messytables_horror/invisible_text.html": "not_a_table",
    "csv_messytables_horror/libreoffice.xlsx": "empty",
    "csv_messytables_horror/loffice-4.4.1.2.ods": (3, 3, 0),
    "csv_messytables_horror/mixedGLB.csv": (133, 19, 0),
    "csv_messytables_horror/ods_formats.ods": (5, 10, 0),
    "csv_messytables_horror/simple.csv": (6, 3, 0),
    "csv_messytables_horror/simple.ssv": (6, 3, 0),
    "csv_messytables_horror/simple.unknown": "empty",
    "csv_messytables_horror/simple.zip": (6, 3, 0),
    "csv_messytables_horror/small.csv": (0, 1, 0),
    "csv_messytables_horror/span_rich.xls": (5, 4, 0),
    "csv_messytables_horror/sparse_with_column_errors.csv": (2200, 4, 0),
    "csv_messytables_horror/sw_gen.xlsx": (15, 17, 0),
    "csv_messytables_horror/utf8bom.csv": (0, 2, 0),
    "csv_csvkit_examples/SHA256SUMS": (45, 3, 0),
    "csv_csvkit_examples/date_like_number.csv": (1, 1, 0),
    "csv_csvkit_examples/dummy.csv": (1, 3, 0),
    "csv_csvkit_examples/dummy.tsv": (1, 3, 0),
    "csv_csvkit_examples/dummy.xls": (1, 3, 0),
    "csv_csvkit_examples/dummy.xlsx": (1, 3, 0),
    "csv_csvkit_examples/dummy3.csv": (2, 3, 0),
    "csv_csvkit_examples/foo1.csv": (2, 3, 0),
    "csv_csvkit_examples/irismeta.csv": (3, 3, 0),
    "csv_csvkit_examples/join_a_short.csv": (3, 3, 0),
    "csv_csvkit_examples/mac_newlines.csv": (2, 3, 0),
    "csv_csvkit_examples/no_header_row.csv": (1, 3, 0),
    "csv_csvkit_examples/no_header_row2.csv": (1, 3, 0),
    "csv_csvkit_examples/no_header_row3.csv": (2, 3, 0),
    "csv_csvkit_examples/sheets.xls": (5, 8, 0),
    "csv_csvkit_examples/sheets.xlsx": (5, 8, 0),
    "csv_csvkit_examples/sheetsxlsx_converted.csv": (5, 9, 0),
    "csv_csvkit_examples/sniff_limit.csv": (1, 3, 0),
    "csv_csvkit_examples/test.xls": (5, 8, 0),
    "csv_csvkit_examples/test.xlsx": (5, 8, 0),
    "csv_csvkit_examples/test_empty_columns.csv": (2, 5, 0),
    "csv_csvkit_examples/test_extra_header.csv": (1, 4, 0),
    "csv_csvkit_examples/test_header_newline.csv": (1, 3, 0),
    "csv_csvkit_examples/test_ignore_case.csv": (5, 3, 0),
    "csv_csvkit_examples/test_join_short_rows.csv": (3, 3, 2),
    "csv_csvkit_examples/test_literal_order.csv": (3, 2, 0),
    "csv_csvkit_examples/test_no_leading_zeroes.csv": (1, 3, 0),
    "csv_csvkit_examples/test_numeric_date_format.csv": (2, 1, 0),
    "csv_csvkit_examples/test_precision.csv": (1, 1, 0),
    "csv_csvkit_examples/test_skip_lines.csv": (1, 3, 0),
    "csv_csvkit_examples/test_skip_lines.xls": (5, 8, 0),
    "csv_csvkit_examples/test_skip_lines.xlsx": (5, 8, 0),
    "csv_csvkit_examples/test_utf16_big.csv": (2, 3, 0),
    "csv_csvkit_examples/test_utf8.csv": (2, 3, 0),
    "csv_csvkit_examples/testdbf.dbf": "not_a_table",
    "csv_csvkit_examples/testdbf_converted.csv": (8, 12, 0),
    "csv_csvkit_examples/testjson.json": "not_a_table",
    "csv_csvkit_examples/testjson_converted.csv": (5, 7, 0),
    "csv_csvkit_examples/testxls_converted.csv": (5, 8, 0),
    "csv_csvkit_examples/testxls_unicode_converted.csv": (1, 3, 0),
    "csv_csvkit_examples/testxlsx_converted.csv": (5, 8, 0),
    "csv_csvkit_examples/testxlsx_noinference_converted.csv": (5, 8, 0),
    "csv_csvkit_examples/testxlsx_unicode_converted.csv": (1, 3, 0),
    "csv_csvkit_examples/realdata/Datagov_FY10_EDU_recp_by_State.csv": (55, 9, 0),
    "csv_csvkit_examples/realdata/README.csv": (3, 4, 0),
    "csv_csvkit_examples/realdata/ks_1033_data.csv": (1575, 14, 0),
    "csv_csvkit_examples/realdata/ne_1033_data.xlsx": (1036, 14, 0),
    "contact_exports_samples/custom.csv": (4, 7, 0),
    "contact_exports_samples/google.csv": (4, 12, 0),
    "crm_export_headers/activecampaign.csv": (1, 8, 0),
    "crm_export_headers/apollo.csv": (2, 19, 0),
    "crm_export_headers/google_contacts_old_format.csv": (0, 43, 0),
    "crm_export_headers/hubspot_contacts.csv": (2, 8, 0),
    "crm_export_headers/mailchimp_audience.csv": (1, 14, 0),
    "crm_export_headers/outlook.csv": (0, 88, 0),
    "subscriber_imports/mautic_fakecompanydata.csv": (4, 5, 0),
    "subscriber_imports/mautic_fakeleaddata.csv": (54, 16, 0),
    "subscriber_imports/mautic_fakepagehitdata.csv": (130, 11, 0),
    "online_retail_uci/online_retail_give.csv.gz": (261823, 8, 0),
    "northwind/categories.csv": (8, 4, 0),
    "northwind/customers.csv": (91, 11, 0),
    "northwind/employee-territories.csv": (49, 2, 0),
    "northwind/employees.csv": (9, 18, 0),
    "northwind/order-details.csv": (2155, 5, 0),
    "northwind/orders.csv": (830, 14, 0),
    "northwind/products.csv": (77, 10, 0),
    "northwind/regions.csv": (4, 2, 0),
    "northwind/shippers.csv": (3, 3, 0),
    "northwind/suppliers.csv": (29, 12, 0),
    "northwind/territories.csv": (53, 3, 0),
    "northwind/as_published_broken/customers.csv": (91, 11, 24),
    "northwind/as_published_broken/orders.csv": (830, 14, 176),
    "northwind/as_published_broken/suppliers.csv": (29, 12, 9),
    "superstore/Sample - Superstore.csv": (4935, 21, 0),
    "zoho_crm_export/Accounts.csv": (1115, 11, 0),
    "zoho_crm_export/Calls.csv": (2039, 19, 0),
    "zoho_crm_export/Campaign_Lead_Status.csv": (1950, 6, 0),
    "zoho_crm_export/Campaigns.csv": (110, 11, 0),
    "zoho_crm_export/Cases.csv": (399, 8, 0),
    "zoho_crm_export/Contacts.csv": (633, 9, 0),
    "zoho_crm_export/Events.csv": (1475, 15, 0),
    "zoho_crm_export/Invoice_Line_Items.csv": (1526, 10, 0),
    "zoho_crm_export/Invoices.csv": (662, 16, 0),
    "zoho_crm_export/Leads.csv": (1950, 13, 0),
    "zoho_crm_export/Potentials.csv": (1824, 20, 0),
    "zoho_crm_export/Price_Books.csv": (10, 8, 0),
    "zoho_crm_export/Products.csv": (2000, 18, 0),
    "zoho_crm_export/Purchase_Order_Line_Items.csv": (2289, 10, 0),
    "zoho_crm_export/Purchase_Orders.csv": (708, 16, 0),
    "zoho_crm_export/Quotes.csv": (1500, 13, 0),
    "zoho_crm_export/Sales_Order_Line_Items.csv": (3069, 10, 0),
    "zoho_crm_export/Sales_Orders.csv": (1045, 23, 0),
    "zoho_crm_export/Tasks.csv": (1489, 6, 0),
    "zoho_crm_export/Users.csv": (11, 4, 0),
    "zoho_crm_export/Vendors.csv": (100, 6, 0),
}
LARGE = {"online_retail_uci/online_retail_give.csv.gz"}
FILES = [pytest.param(name, marks=pytest.mark.slow) if name in LARGE else name for name in EXPECTED]
TABLES = [
    pytest.param(name, marks=pytest.mark.slow) if name in LARGE else name
    for name, expected in EXPECTED.items()
    if isinstance(expected, tuple)
]
FOLDERS = sorted({name.split("/")[0] for name in EXPECTED})


def opened(name):
    path = DATA / name
    guess = inspect(path, path.name)
    return guess, list(read_rows(path, guess))


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_reads_whole_or_is_refused(name):
    expected = EXPECTED[name]
    if isinstance(expected, str):
        with pytest.raises(ReadError) as caught:
            opened(name)
        assert caught.value.code == expected
        return
    guess, rows = opened(name)
    problems = [row for row in rows if row.problem]
    assert (len(rows), len(guess.header), len(problems)) == expected
    assert all(len(row.cells) == len(guess.header) for row in rows if not row.problem)
    assert len(set(guess.header)) == len(guess.header)


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_real_file_is_forgotten(folder):
    found = {str(path.relative_to(DATA)) for path in (DATA / folder).rglob("*") if path.is_file()}
    assert {name for name in found if not name.endswith(".md")} <= EXPECTED.keys()


SPECTRUM = """
comma_in_quotes empty empty_crlf escaped_quotes json newlines newlines_crlf quotes_and_newlines simple simple_crlf utf8
"""


@pytest.mark.parametrize("case", SPECTRUM.split())
def test_csv_spectrum_reads_exactly(case):
    guess, rows = opened(f"csv_spectrum/csvs/{case}.csv")
    expected = json.loads((DATA / f"csv_spectrum/json/{case}.json").read_text("utf-8"))
    assert [dict(zip(guess.header, row.cells, strict=True)) for row in rows] == expected


def test_the_ragged_rows_of_northwind_name_the_bare_comma():
    for name, count in (("customers", 24), ("orders", 176), ("suppliers", 9)):
        _guess, rows = opened(f"northwind/as_published_broken/{name}.csv")
        problems = [row.problem for row in rows if row.problem]
        assert len(problems) == count
        assert all("quotes" in problem and "“,”" in problem for problem in problems)


def test_superstore_is_windows_1252():
    guess, rows = opened("superstore/Sample - Superstore.csv")
    assert (guess.encoding, guess.newline) == ("cp1252", "\r\n")
    assert sum(1 for row in rows if not "".join(row.cells).isascii()) == 218
    assert not guess.why("encoding").certain


@pytest.mark.slow
def test_online_retail_sums_to_what_its_publisher_states():
    guess, rows = opened("online_retail_uci/online_retail_give.csv.gz")
    columns = {column.name: column for column in guess_columns(guess.header, rows)}
    assert columns["CustomerID"].whole_floats
    assert columns["InvoiceDate"].formats == ("yyyy-mm-dd",)
    place = guess.header.index
    quantity, price = column_parser(columns["Quantity"]), column_parser(columns["UnitPrice"])
    customer = column_parser(columns["CustomerID"])
    total = sum(quantity(row.cells[place("Quantity")]) * price(row.cells[place("UnitPrice")]) for row in rows)
    assert round(total / 10_000) == 483_230_007
    assert sum(1 for row in rows if customer(row.cells[place("CustomerID")]) is None) == 67_193


def test_zoho_dates_and_money_are_understood():
    kinds = {}
    for name in ("Sales_Orders", "Campaigns", "Quotes", "Contacts"):
        guess, rows = opened(f"zoho_crm_export/{name}.csv")
        kinds[name] = {column.name: column for column in guess_columns(guess.header, rows)}
    orders = kinds["Sales_Orders"]
    assert orders["Due Date"].formats == orders["Created Time"].formats == ("d-m-yyyy",)
    assert orders["Grand Total"].convention == "1,234.56"
    assert orders["Column 16"].kind == "empty"
    assert kinds["Campaigns"]["Expected Revenue"].kind == "money"
    assert kinds["Quotes"]["Grand Total"].unproven == ("currency",)
    assert kinds["Contacts"]["Created Time"].formats == ("d mon yyyy",)
    assert kinds["Contacts"]["Email"].kind == "email"


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_parses_as_its_column_was_guessed(name):
    """All but the cells a guess marked uncertain for exceptions; the whole file, not the rows guessed from."""
    guess, rows = opened(name)
    for column in guess_columns(guess.header, rows):
        parse, seen = column_parser(column), set()
        for row in rows:
            if row.problem or row.cells[column.index] in seen:
                continue
            seen.add(row.cells[column.index])
            try:
                parse(row.cells[column.index])
            except CellError:
                assert "exceptions" in column.unproven, (column, row)
