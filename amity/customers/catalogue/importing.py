"""Import products, and find or make the products that lines of orders name."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from amity.customers.catalogue.commands import create_products, update_products
from amity.customers.catalogue.drafts import ProductDraft
from amity.customers.catalogue.import_fields import FIELDS
from amity.customers.catalogue.normalised import CLEANERS, SEPARATOR, product_name
from amity.customers.catalogue.queries import (
    products_by_code,
    products_by_name,
    stored_products,
    visible_product_ids,
)
from amity.kernel.commands import Refused
from amity.kernel.text import sort_key
from amity.records.imports.carrying_out import check_plan, write_plans
from amity.records.imports.interface import Earlier, Given, Plan, Session, Setup, TargetField
from amity.records.imports.matching import Keys, Ways, match
from amity.records.imports.owners import OwnerFinder
from amity.records.imports.refusing import told
from amity.records.imports.states import Outcome
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.external_ids import records_by_external_id
from amity.records.kinds.numbers import PRODUCT

MOST_REMEMBERED = 20_000


class ProductsImporter:
    """Registered as the importer of products."""

    fields: Sequence[TargetField] = FIELDS
    telling: Mapping[str, int] = {"unit_price": 1, "unit_cost": 3, "code": 2, "is_active": 2, "discontinued": 3}

    def needs(self, mapped: frozenset[str]) -> list[str]:
        if mapped & {"name", "code"}:
            return []
        return [_("Say which column holds the product's name or its code.")]

    def asks_currency(self, mapped: frozenset[str]) -> bool:
        return bool(mapped & {"unit_price", "unit_cost"}) and "currency" not in mapped

    def group_key(self, mapped: frozenset[str]) -> str | None:
        return None

    def start(self, setup: Setup) -> Session:
        return ProductsSession(setup)


class ProductsSession:
    """Products of one file. Without a number, a product is known by its code, else by its name."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._by = setup.by
        self._owners = OwnerFinder(setup, PRODUCT)
        self._ways = Ways(
            PRODUCT,
            setup.source,
            lambda ids: visible_product_ids(ids, seen_by=self._by),
            self._by_code_or_name,
            is_hint=True,
        )

    def plan(self, rows: Sequence[Given], earlier: Earlier) -> list[Plan]:
        plans = match(rows, [self._keys(row) for row in rows], self._ways, earlier)
        changed = []
        for plan in plans:
            values = plan.given.values
            plan.title = values.get("name") or values.get("code", "")
            if plan.outcome == Outcome.NEW:
                self._draft(plan)
            elif plan.outcome == Outcome.CHANGED:
                changed.append(plan)
        self._compare(changed)
        return plans

    def write(self, plans: Sequence[Plan]) -> None:
        write_plans(plans, self._setup, create=create_products, update=update_products)

    def _keys(self, row: Given) -> Keys:
        code, name = row.values.get("code"), row.values.get("name")
        second = f"code {sort_key(code)}" if code else f"name {sort_key(name)}" if name else ""
        return Keys(row.values.get("external_id", ""), (second,) if second else ())

    def _by_code_or_name(self, keys: Iterable[str]) -> dict[str, list[int]]:
        keys = list(keys)
        codes = [key.removeprefix("code ") for key in keys if key.startswith("code ")]
        names = [key.removeprefix("name ") for key in keys if key.startswith("name ")]
        found = {f"code {code}": [known] for code, known in products_by_code(codes, seen_by=self._by).items()}
        found.update({f"name {name}": ids for name, ids in products_by_name(names, seen_by=self._by).items()})
        return found

    def _values(self, row: Given) -> dict[str, Any]:
        """The fields of a draft that the row gives."""
        values = row.values
        given: dict[str, Any] = {
            name: values[name] for name in ("name", "code", "unit_price", "unit_cost", "description") if name in values
        }
        if "category" in values:
            given["category"] = SEPARATOR.join(filter(None, (values["category"], values.get("subcategory"))))
        if "unit_price" in values or "unit_cost" in values:
            amount = values.get("unit_price", values.get("unit_cost"))
            given["currency"] = values.get("currency") or getattr(amount, "currency", "") or self._setup.currency
        if "is_active" in values or "discontinued" in values:
            given["is_active"] = values.get("is_active", True) and not values.get("discontinued", False)
        return given

    def _draft(self, plan: Plan) -> None:
        row = plan.given
        draft = ProductDraft(
            **self._values(row), owner_id=self._owners.owner_of(row), occurred_at=row.values.get("since")
        )
        if "external_id" in row.values:
            draft.external_ids = [(self._setup.source, row.values["external_id"])]
        plan.work = draft
        if self._setup.is_preview:
            check_plan(
                plan,
                self._setup,
                lambda draft: product_name({name: clean(getattr(draft, name)) for name, clean in CLEANERS.items()}),
            )

    def _compare(self, plans: list[Plan]) -> None:
        if not plans:
            return
        if self._setup.options.get("existing") == "skip":
            for plan in plans:
                plan.outcome = Outcome.UNCHANGED
            return
        stored = stored_products([plan.record_id for plan in plans if plan.record_id], seen_by=self._by)
        numbers = [plan.given.values.get("external_id", "") for plan in plans]
        known = records_by_external_id(PRODUCT, self._setup.source, numbers)
        for plan, number in zip(plans, numbers, strict=True):
            now = stored.get(plan.record_id or 0, {})
            more = {"external_ids": [(self._setup.source, number)]} if number and number not in known else {}
            try:
                wanted = {name: CLEANERS[name](value) for name, value in self._values(plan.given).items()}
            except Refused as refused:
                plan.refuse(told(refused, self._setup))
                continue
            if not wanted.get("currency"):
                wanted.pop("currency", None)
            plan.changes = {name: [now.get(name), value] for name, value in wanted.items() if now.get(name) != value}
            plan.work = RecordChange(plan.record_id or 0, wanted, more)
            if not plan.changes and not more:
                plan.outcome = Outcome.UNCHANGED


class ProductFinder:
    """Products that order lines name: by number in the source, by code, else by name; made when missing."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._makes = bool(setup.options.get("create_products", True))
        self._known: dict[str, int | None] = {}

    def look_up(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Find the products of these rows: at most three queries, none for those known from earlier rows."""
        if len(self._known) > MOST_REMEMBERED:
            self._known.clear()
        keys = {key for row in rows if (key := _key_of(row))} - self._known.keys()
        codes = [key[5:] for key in keys if key.startswith("code ")]
        names = [key[5:] for key in keys if key.startswith("name ")]
        if codes:
            found = {sort_key(code): known for code, known in products_by_code(codes).items()}
            found.update(records_by_external_id(PRODUCT, self._setup.source, codes))
            self._known.update({f"code {code}": found.get(code) or found.get(sort_key(code)) for code in codes})
        if names:
            known = products_by_name(names, seen_by=self._setup.by)
            self._known.update({f"name {name}": ids[0] for name, ids in known.items()})

    def product_of(self, row: Mapping[str, Any]) -> int | None:
        """The product of a row; None where it names none, or one that is not there yet."""
        return self._known.get(_key_of(row))

    def make_missing(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Make the products these rows name and nobody has."""
        drafts: dict[str, ProductDraft] = {}
        keys: dict[str, set[str]] = {}
        for row in rows if self._makes else ():
            key = _key_of(row)
            if not key or self._known.get(key) is not None:
                continue
            same = sort_key(key)
            keys.setdefault(same, set()).add(key)
            draft = drafts.setdefault(same, self._draft(row))
            if draft.name == draft.code:
                draft.name = row.get("product_name") or draft.code
        if not drafts:
            return
        result = create_products(list(drafts.values()), by=self._setup.by)
        for same, product_id in zip(drafts, result.ids, strict=True):
            self._known.update(dict.fromkeys(keys[same], product_id))

    def _draft(self, row: Mapping[str, Any]) -> ProductDraft:
        code = row.get("product_code", "")
        return ProductDraft(
            name=row.get("product_name") or code,
            code=code,
            category=SEPARATOR.join(filter(None, (row.get("category"), row.get("subcategory")))),
            external_ids=[(self._setup.source, code)] if code else (),
            occurred_at=row.get("ordered_at"),
        )


def _key_of(row: Mapping[str, Any]) -> str:
    code = row.get("product_code")
    if code:
        return f"code {code}"
    name = row.get("product_name")
    return f"name {sort_key(name)}" if name else ""
