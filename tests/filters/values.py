"""What stands in each field of each kind: one function a field, from plain rows to plain values."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tests.filters.plain import Money, Row, YesNo

if TYPE_CHECKING:
    from tests.filters.oracle import Oracle

DIGITS = {"EUR": 2, "USD": 2, "JPY": 0}


def _column(name: str) -> Any:
    return lambda _oracle, row: [row[name]]


def _around(table: str, name: str) -> Any:
    return lambda oracle, row: [item[name] for item in oracle.house.around[table][row["id"]]]


def _any(table: str) -> Any:
    return lambda oracle, row: [YesNo(bool(oracle.house.around[table][row["id"]]))]


def _money(name: str) -> Any:
    def read(_oracle: "Oracle", row: Row) -> list[Any]:
        return [] if row[name] is None else [Money(Decimal(row[name]) / 10 ** DIGITS[row["currency"]], row["currency"])]

    return read


def _price(name: str) -> Any:
    return lambda _oracle, row: [] if row[name] is None else [Money(Decimal(row[name]) / 10**6, row["currency"])]


def _home(name: str) -> Any:
    return lambda _oracle, row: [] if row[name] is None else [Money(Decimal(row[name]) / 100, "EUR")]


def _yes(name: str) -> Any:
    return lambda _oracle, row: [YesNo(row[name])]


def _totals(kind: str) -> dict[str, Any]:
    def bought(oracle: "Oracle", row: Row) -> list[Row]:
        return [order for order in oracle.orders_of(kind, row) if not order["is_refund"]]

    return {
        "orders": lambda oracle, row: [len(bought(oracle, row))],
        "net": lambda oracle, row: [
            Money(
                sum((Decimal(order["net_home"] or 0) for order in oracle.orders_of(kind, row)), Decimal(0)) / 100, "EUR"
            )
        ],
        "first_order": lambda oracle, row: sorted(order["ordered_at"] for order in bought(oracle, row))[:1],
        "last_order": lambda oracle, row: sorted(order["ordered_at"] for order in bought(oracle, row))[-1:],
    }


_ALL = {
    "owner": _column("owner_id"),
    "team": _column("team_id"),
    "created": _column("created_at"),
    "changed": _column("updated_at"),
}
FIELDS: dict[str, dict[str, Any]] = {
    "person": _ALL
    | _totals("person")
    | {
        "name": _column("name"),
        "given_name": _column("given_name"),
        "family_name": _column("family_name"),
        "role": _around("jobs", "role"),
        "email": _around("emails", "address"),
        "has_email": _any("emails"),
        "phone": _around("phones", "typed"),
        "has_phone": _any("phones"),
        "city": _around("addresses", "city"),
        "country": _around("addresses", "country"),
        "region": _around("addresses", "region"),
        "postal_code": _around("addresses", "postal_code"),
        "stage": _column("stage"),
        "language": _column("language"),
        "about": _column("about"),
        "tags": _around("person tags", "tag__name"),
    },
    "company": _ALL
    | _totals("company")
    | {
        "name": _column("name"),
        "industry": _column("industry"),
        "city": _column("city"),
        "country": _column("country"),
        "region": _column("region"),
        "postal_code": _column("postal_code"),
        "domains": _around("domains", "domain"),
        "phone": _column("phone_typed"),
        "employees": _column("employees"),
        "about": _column("about"),
        "tags": _around("company tags", "tag__name"),
    },
    "order": _ALL
    | {
        "number": _column("number"),
        "date": _column("ordered_at"),
        "status": _column("status"),
        "channel": _column("channel"),
        "currency": _column("currency"),
        "lines": _column("line_count"),
        "discount": _money("discount"),
        "net": _money("net"),
        "tax": _money("tax"),
        "total": _money("total"),
        "net_home": _home("net_home"),
        "refund": _yes("is_refund"),
    },
    "product": _ALL
    | {
        "name": _column("name"),
        "code": _column("code"),
        "category": _column("category__path"),
        "price": _price("unit_price"),
        "cost": _price("unit_cost"),
        "active": _yes("is_active"),
        "description": _column("description"),
    },
}
