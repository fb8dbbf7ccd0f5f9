"""Import orders: files of orders, of orders with their lines, and of lines that come after their orders."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from amity.customers.orders.import_customers import are_customers_made
from amity.customers.orders.import_fields import FIELDS, MONEY_KEYS
from amity.customers.orders.import_headers import HeaderSession
from amity.customers.orders.import_with_lines import LinesSession
from amity.records.imports.interface import Session, Setup, TargetField
from amity.records.imports.mapping import Link, mapped_fields, simplified
from amity.records.imports.reading import ColumnGuess


class OrdersImporter:
    """Registered as the importer of orders."""

    fields: Sequence[TargetField] = FIELDS
    makes_others = True
    telling: Mapping[str, int] = {
        "external_id": 2, "ordered_at": 2, "quantity": 3, "unit_price": 1, "line_net": 2, "total": 2, "subtotal": 3,
        "customer_id": 2, "product_code": 1, "country": 0, "city": 0, "region": 0, "postal_code": 0, "category": 0,
        "company": 0, "title": 1, "company_id": 0, "customer_email": 0, "customer_name": 0,
    }  # fmt: skip

    def needs(self, mapped: frozenset[str]) -> list[str]:
        missing = []
        if not mapped & {"external_id", "number"}:
            missing.append(_("Say which column holds the number of the order: without it a file cannot come twice."))
        if "ordered_at" not in mapped and not self._has_lines(mapped):
            missing.append(_("Say which column holds the date of the order."))
        return missing

    def asks_currency(self, mapped: frozenset[str]) -> bool:
        # Lines that come after their orders are in the currency of those.
        return bool(mapped & MONEY_KEYS) and "ordered_at" in mapped and "currency" not in mapped

    def group_key(self, mapped: frozenset[str]) -> str | None:
        if not self._has_lines(mapped):
            return None
        return "external_id" if "external_id" in mapped else "number"

    def decide(self, mapped: frozenset[str], source: str) -> dict[str, Any]:
        """What stands for the import until somebody says otherwise."""
        return {"create_customers": are_customers_made(mapped, source)}

    def refine(self, links: list[Link], columns: Sequence[ColumnGuess]) -> list[Link]:
        """A column called discount means the order's, the line's or a share of the line, as the file has it."""
        mapped = mapped_fields(links)
        if not self._has_lines(mapped):
            return links
        refined = []
        for link in links:
            column = columns[link.column]
            if link.field == "discount" and "subtotal" not in mapped:
                is_share = _is_share(column)
                key = "line_discount_share" if is_share else "line_discount"
                why = (
                    _("The rows are lines, and its cells lie between 0 and 1.")
                    if is_share
                    else _("The rows are lines.")
                )
                link = replace(link, field=key, why=why)
            elif link.field == "total" and simplified(column.name) in ("total", "revenue", "sum", "summe"):
                link = replace(link, field="line_net", why=_("The rows are lines."), certain=False)
            refined.append(link)
        return refined

    def start(self, setup: Setup) -> Session:
        return LinesSession(setup) if self._has_lines(frozenset(setup.columns)) else HeaderSession(setup)

    @staticmethod
    def _has_lines(mapped: frozenset[str]) -> bool:
        return bool(mapped & {"quantity", "line_net", "unit_price", "product_code"})


def _is_share(column: ColumnGuess) -> bool:
    if any("%" in sample for sample in column.samples):
        return True
    try:
        return all(0 <= float(sample) <= 1 for sample in column.samples)
    except ValueError:
        return False
