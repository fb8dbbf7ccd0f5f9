"""Import companies, and find or make the companies that other files name."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from amity.customers.companies.commands import create_companies, differences_of_companies, update_companies
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.companies.import_fields import FIELDS
from amity.customers.companies.normalised import normalise_company
from amity.customers.companies.queries import companies_by_name, visible_company_ids
from amity.customers.contact.domains import domain_of
from amity.customers.contact.places import Place
from amity.kernel.commands import Invalid
from amity.kernel.text import sort_key
from amity.records.imports.carrying_out import check_plan, compare_plans, write_plans
from amity.records.imports.interface import Earlier, Given, Plan, Session, Setup, TargetField
from amity.records.imports.matching import Keys, Ways, match
from amity.records.imports.owners import OwnerFinder
from amity.records.imports.refusing import told
from amity.records.imports.states import Outcome
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.external_ids import records_by_external_id
from amity.records.kinds.numbers import COMPANY
from amity.workspace.settings.queries import organisation

PLAIN = ("name", "industry", "employees", "phone", "about", "city", "region", "postal_code", "country")
# Names and numbers kept of one file; beyond that the oldest half is looked up again.
MOST_REMEMBERED = 20_000


class CompaniesImporter:
    """Registered as the importer of companies."""

    fields: Sequence[TargetField] = FIELDS
    telling: Mapping[str, int] = {"name": 2, "industry": 3, "employees": 3, "domain": 2}

    def needs(self, mapped: frozenset[str]) -> list[str]:
        if mapped & {"name", "domain", "external_id"}:
            return []
        return [_("Say which column holds the company's name, its web domain or its number.")]

    def asks_currency(self, mapped: frozenset[str]) -> bool:
        return False

    def group_key(self, mapped: frozenset[str]) -> str | None:
        return None

    def start(self, setup: Setup) -> Session:
        return CompaniesSession(setup)


class CompaniesSession:
    """Companies of one file, batch by batch. Without a number, a company is known by its name."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._by = setup.by
        self._region = organisation().default_region
        self._owners = OwnerFinder(setup, COMPANY)
        self._ways = Ways(
            COMPANY,
            setup.source,
            lambda ids: visible_company_ids(ids, seen_by=self._by),
            lambda names: companies_by_name(names, seen_by=self._by),
            is_hint=True,
        )
        self._parents = EmployerFinder(setup, name_key="parent", id_key="parent_id")

    def plan(self, rows: Sequence[Given], earlier: Earlier) -> list[Plan]:
        for row in rows:
            self._read_domains(row)
        keys = [self._keys(row) for row in rows]
        plans = match(rows, keys, self._ways, earlier)
        open_plans = [plan for plan in plans if plan.outcome in (Outcome.NEW, Outcome.CHANGED)]
        self._parents.look_up([plan.given.values for plan in open_plans])
        for plan in open_plans:
            values = plan.given.values
            plan.title = (
                values.get("name") or next(iter(values.get("domains", ())), "") or values.get("external_id", "")
            )
            if plan.outcome == Outcome.NEW:
                plan.work = self._draft(plan.given)
                if self._setup.is_preview:
                    check_plan(plan, self._setup, lambda draft: normalise_company(draft, region=self._region))
        compare_plans(
            [plan for plan in open_plans if plan.outcome == Outcome.CHANGED],
            self._setup,
            change=self._change,
            differences=differences_of_companies,
        )
        return plans

    def write(self, plans: Sequence[Plan]) -> None:
        write_plans(plans, self._setup, create=create_companies, update=update_companies)

    def _keys(self, row: Given) -> Keys:
        name = sort_key(row.values.get("name", ""))
        return Keys(row.values.get("external_id", ""), (name,) if name else ())

    def _read_domains(self, row: Given) -> None:
        domains = []
        for typed, _label in row.values.get("domain", ()):
            try:
                domains.append(domain_of(typed))
            except Invalid as invalid:
                row.warnings.append(told(invalid, self._setup, "domain"))
        if domains:
            row.values["domains"] = domains

    def _draft(self, row: Given) -> CompanyDraft:
        values = row.values
        get = values.get
        draft = CompanyDraft(
            name=get("name", ""),
            domains=get("domains", ()),
            parent_id=self._parents.company_of(values),
            industry=get("industry", ""),
            employees=get("employees"),
            phone=get("phone", ""),
            place=Place(
                _street(values), get("city", ""), get("region", ""), get("postal_code", ""), get("country", "")
            ),
            about=get("about", ""),
            tags=_tags(values),
            owner_id=self._owners.owner_of(row),
            occurred_at=get("since"),
        )
        if "external_id" in values:
            draft.external_ids = [(self._setup.source, values["external_id"])]
        return draft

    def _change(self, plan: Plan) -> RecordChange:
        values = plan.given.values
        wanted: dict[str, Any] = {name: values[name] for name in PLAIN if values.get(name) not in (None, "")}
        if _street(values):
            wanted["street"] = _street(values)
        parent = self._parents.company_of(values)
        if parent is not None:
            wanted["parent_id"] = parent
        if self._owners.is_named(values):
            wanted["owner_id"] = self._owners.owner_of(plan.given)
        more: dict[str, Any] = {"domains": values.get("domains", ()), "tags": _tags(values)}
        if "external_id" in values:
            more["external_ids"] = [(self._setup.source, values["external_id"])]
        return RecordChange(plan.record_id or 0, wanted, {name: items for name, items in more.items() if items})


class EmployerFinder:
    """Companies that rows of another file name, by number in the source or by name; made when missing."""

    def __init__(self, setup: Setup, *, name_key: str = "company", id_key: str = "company_id") -> None:
        self._setup = setup
        self._name_key, self._id_key = name_key, id_key
        self._is_used = setup.maps(name_key, id_key)
        self._makes = bool(setup.options.get("create_companies", True)) and name_key == "company"
        self._by_id: dict[str, int | None] = {}
        self._by_name: dict[str, int | None] = {}
        self._owners = OwnerFinder(setup, COMPANY)

    def look_up(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Find the companies of these rows: two queries, none for those known from earlier rows."""
        if not self._is_used:
            return
        rows = list(rows)
        _forget_beyond(self._by_id)
        _forget_beyond(self._by_name)
        ids = {row[self._id_key] for row in rows if self._id_key in row} - self._by_id.keys()
        if ids:
            found = records_by_external_id(COMPANY, self._setup.source, ids)
            seen = visible_company_ids(found.values(), seen_by=self._setup.by)
            self._by_id.update({value: company for value, company in found.items() if company in seen})
        names = {sort_key(row[self._name_key]) for row in rows if self._name_key in row} - self._by_name.keys() - {""}
        if names:
            known = companies_by_name(names, seen_by=self._setup.by)
            self._by_name.update({name: company_ids[0] for name, company_ids in known.items()})

    def company_of(self, row: Mapping[str, Any]) -> int | None:
        """The company of a row, None where it names none or one that is not there."""
        if not self._is_used:
            return None
        found = self._by_id.get(row.get(self._id_key, ""))
        return found or self._by_name.get(sort_key(row.get(self._name_key, "")))

    def is_to_be_made(self, row: Mapping[str, Any]) -> bool:
        """Whether a row names a company that is not there yet and will be made."""
        return self._makes and bool(sort_key(row.get(self._name_key, ""))) and self.company_of(row) is None

    def make_missing(self, plans: Iterable[Plan]) -> None:
        """Make the companies these rows name and nobody has."""
        drafts: dict[str, CompanyDraft] = {}
        for plan in plans:
            row = plan.given.values
            if self.is_to_be_made(row):
                draft = drafts.setdefault(
                    sort_key(row[self._name_key]),
                    CompanyDraft(name=row[self._name_key], owner_id=self._owners.owner_of(plan.given)),
                )
                if self._id_key in row and not draft.external_ids:
                    draft.external_ids = [(self._setup.source, row[self._id_key])]
        if not drafts:
            return
        result = create_companies(list(drafts.values()), by=self._setup.by)
        for (name, draft), company_id in zip(drafts.items(), result.ids, strict=True):
            self._by_name[name] = company_id
            self._by_id.update({value: company_id for _source, value in draft.external_ids if company_id})


def _forget_beyond(remembered: dict[str, int | None]) -> None:
    if len(remembered) > MOST_REMEMBERED:
        for name in list(remembered)[: MOST_REMEMBERED // 2]:
            del remembered[name]


def _street(values: Mapping[str, Any]) -> str:
    return ", ".join(text for text, _label in values.get("street", ()))


def _tags(values: Mapping[str, Any]) -> list[str]:
    return [tag for tags, _label in values.get("tags", ()) for tag in tags]
