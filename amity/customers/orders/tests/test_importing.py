"""Import of orders: lines by order number, customers and products found or made, the second time."""

from pathlib import Path
from typing import Any

import pytest

from amity.customers.catalogue.models import Product
from amity.customers.orders.models import Order, OrderLine
from amity.customers.people.models import Person
from amity.kernel.commands import Refused
from amity.records.imports.batches import Pace
from amity.records.imports.models import ImportRow
from amity.records.imports.tests.importing import counts, imported, previewed, written

LINES = """InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,HEART HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
536365,71053,LANTERN,6,2010-12-01 08:26:00,3.39,17850.0,United Kingdom
536366,71053,,2,2010-12-01 08:28:00,3.39,,United Kingdom
536365,85123A,HEART HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
C536367,71053,LANTERN,-1,2010-12-02 08:28:00,3.39,17850.0,United Kingdom
"""


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA_FOLDER = tmp_path / "data"


@pytest.fixture(params=["together", "apart"])
def pace(request: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """All rows in one batch, or every row in a batch of its own."""
    if request.param == "apart":
        monkeypatch.setattr(Pace, "__init__", lambda self, most: setattr(self, "size", 1))
        monkeypatch.setattr(Pace, "took", lambda self, seconds, rows: None)


def the_house() -> list[Any]:
    return [
        list(Order.objects.order_by("number").values_list("number", "version", "net", "is_refund", "person__name")),
        list(OrderLine.objects.order_by("order__number", "position").values_list("position", "product__code", "net")),
        Person.objects.count(),
        Product.objects.count(),
    ]


def test_lines_make_orders_with_customers_and_products(world: Any, tmp_path: Path, pace: None) -> None:
    path = written(tmp_path, LINES)
    assert counts(previewed(path, world.ada, currency="GBP")) == {"new": 5}
    assert not Order.objects.exists()
    assert counts(imported(path, world.ada, currency="GBP")) == {"new": 5}
    orders = {order.number: order for order in Order.objects.select_related("person")}
    assert orders["536365"].net == 1530 + 2034 + 1530
    assert orders["536365"].person.name == "17850"
    assert orders["536366"].person is None
    assert orders["C536367"].is_refund and orders["C536367"].net == -339
    assert sorted(Product.objects.values_list("code", "name")) == [("71053", "LANTERN"), ("85123A", "HEART HOLDER")]
    before = the_house()
    assert counts(imported(path, world.ada, currency="GBP")) == {"unchanged": 5}
    assert the_house() == before


def test_a_line_that_came_later_is_added_to_its_order(world: Any, tmp_path: Path, pace: None) -> None:
    imported(written(tmp_path, LINES), world.ada, currency="GBP")
    more = LINES + "536366,85123A,HEART HOLDER,1,2010-12-01 08:28:00,2.55,,United Kingdom\n"
    assert counts(imported(written(tmp_path, more), world.ada, currency="GBP")) == {"changed": 1, "unchanged": 5}
    assert Order.objects.get(number="536366").net == 678 + 255


def test_a_currency_is_asked_where_the_file_has_none(world: Any, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="currency"):
        imported(written(tmp_path, LINES), world.ada)
    dollars = LINES.replace(",2.55,", ",$2.55,").replace(",3.39,", ",$3.39,")
    imported(written(tmp_path, dollars), world.ada)
    assert set(Order.objects.values_list("currency", flat=True)) == {"USD"}


def test_lines_after_their_orders_need_the_orders(world: Any, tmp_path: Path, pace: None) -> None:
    lines = written(
        tmp_path, "orderID,productID,unitPrice,quantity,discount\n1,11,14.00,12,0.05\n1,42,9.80,10,0\n2,42,1,1,0\n"
    )
    assert counts(imported(lines, world.ada, kind="orders")) == {"wrong": 3}
    heads = written(tmp_path, "orderID,customerID,orderDate,total\n1,ALFKI,1996-07-04,999\n", "heads.csv")
    assert counts(imported(heads, world.ada, currency="USD", create_customers=True)) == {"new": 1}
    assert counts(imported(lines, world.ada, kind="orders")) == {"changed": 2, "wrong": 1}
    assert Order.objects.get().net == 15960 + 9800
    assert counts(imported(lines, world.ada, kind="orders")) == {"unchanged": 2, "wrong": 1}
    assert counts(imported(heads, world.ada, currency="USD")) == {"unchanged": 1}


def test_a_customer_nobody_knows_leaves_the_order_without_one_and_says_so(world: Any, tmp_path: Path) -> None:
    people = written(tmp_path, "Contact Id,Name,Email\n7,Ann Known,ann@example.com\n", "people.csv")
    imported(people, world.ada, source="zoho")
    invoices = "Invoice Id,Invoice Date,Contact Id,Sub Total,Discount,Tax,Grand Total\n"
    invoices += "1,2024-02-01,7,$100.00,$10.00,$9.00,$99.00\n2,2024-02-02,8,$50.00,,,$50.00\n"
    done = imported(written(tmp_path, invoices), world.ada, source="zoho")
    assert counts(done) == {"new": 2}
    first, second = Order.objects.order_by("number")
    assert (first.person.name, first.net, first.discount, first.tax, first.total) == (
        "Ann Known",
        9000,
        1000,
        900,
        9900,
    )
    assert second.person is None
    (warning,) = ImportRow.objects.get(of=done, number=3).detail["warnings"]
    assert warning[0] == "Contact Id" and "8" in warning[1]
    assert Person.objects.count() == 1


def test_customers_are_made_from_names_and_addresses(world: Any, tmp_path: Path) -> None:
    text = "Order ID,Order Date,Customer Name,Email,Total\n1,2024-02-01,Ann,ann@example.com,10\n"
    text += "2,2024-02-01,Ann,ann@example.com,10\n3,2024-02-01,Bo,,5\n"
    path = written(tmp_path, text)
    assert counts(imported(path, world.ada, kind="orders", currency="EUR")) == {"new": 3}
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Ann", "Bo"]
    assert counts(imported(path, world.ada, kind="orders", currency="EUR")) == {"unchanged": 3}
