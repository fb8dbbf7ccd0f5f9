"""Import people, with the companies they work for."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from amity.customers.companies.importing import EmployerFinder
from amity.customers.contact.emails import email_key
from amity.customers.contact.places import Place
from amity.customers.people.commands import create_people, differences_of_people, update_people
from amity.customers.people.drafts import EmailDraft, EmploymentDraft, PersonDraft, PhoneDraft
from amity.customers.people.import_fields import FIELDS
from amity.customers.people.normalised import normalise_person
from amity.customers.people.queries import people_by_email, people_values, visible_people_ids
from amity.customers.people.stages import Stage
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
from amity.records.kinds.numbers import PERSON
from amity.workspace.settings.queries import organisation

PLAIN = ("given_name", "family_name", "full_name", "stage", "language", "time_zone", "about")
PARTS = ("street", "city", "region", "postal_code", "country")
_STAGES = {
    **{value: value for value in Stage.values if value},
    **dict.fromkeys(["subscriber", "marketing qualified lead", "marketingqualifiedlead", "mql", "interessent"], "lead"),
    **dict.fromkeys(["sales qualified lead", "salesqualifiedlead", "sql", "opportunity", "qualified"], "prospect"),
    **dict.fromkeys(["evangelist", "client", "kunde", "cliente", "buyer", "active"], "customer"),
    **dict.fromkeys(["former customer", "churned", "lost", "ehemalig", "inactive"], "former"),
}


class PeopleImporter:
    """Registered as the importer of people."""

    fields: Sequence[TargetField] = FIELDS
    makes_others = True
    telling: Mapping[str, int] = {"given_name": 3, "family_name": 3, "email": 2, "role": 2, "full_name": 2}

    def needs(self, mapped: frozenset[str]) -> list[str]:
        if mapped & {"full_name", "given_name", "family_name", "email", "phone", "external_id"}:
            return []
        return [_("Say which column holds a name, an e-mail address, a phone number or a number of the person.")]

    def asks_currency(self, mapped: frozenset[str]) -> bool:
        return False

    def group_key(self, mapped: frozenset[str]) -> str | None:
        return None

    def start(self, setup: Setup) -> Session:
        return PeopleSession(setup)


class PeopleSession:
    """People of one file, batch by batch."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._by = setup.by
        self._region = organisation().default_region
        self._employers = EmployerFinder(setup)
        self._owners = OwnerFinder(setup, PERSON)
        self._ways = Ways(
            PERSON,
            setup.source,
            lambda ids: visible_people_ids(ids, seen_by=self._by),
            lambda addresses: people_by_email(addresses, seen_by=self._by),
        )

    def plan(self, rows: Sequence[Given], earlier: Earlier) -> list[Plan]:
        keys = [self._keys(row) for row in rows]
        plans = match(rows, keys, self._ways, earlier)
        open_plans = [plan for plan in plans if plan.outcome in (Outcome.NEW, Outcome.CHANGED)]
        self._employers.look_up([plan.given.values for plan in open_plans])
        for plan in open_plans:
            self._read_stage(plan.given)
            plan.title = _title(plan.given.values)
            if plan.outcome == Outcome.NEW:
                plan.work = self._draft(plan.given)
                if self._setup.is_preview:
                    check_plan(plan, self._setup, lambda draft: normalise_person(draft, region=self._region))
        if changed := [plan for plan in open_plans if plan.outcome == Outcome.CHANGED]:
            self._compare(changed)
        return plans

    def write(self, plans: Sequence[Plan]) -> None:
        new = [plan for plan in plans if plan.outcome == Outcome.NEW]
        changed = [plan for plan in plans if plan.outcome == Outcome.CHANGED]
        self._employers.make_missing([*new, *changed])
        for plan in new:
            company = self._employers.company_of(plan.given.values)
            if company is not None:
                plan.work.companies = [EmploymentDraft(company, plan.given.values.get("role", ""))]
        for plan in changed:
            company = self._employers.company_of(plan.given.values)
            if company is not None and "companies" not in plan.work.set:
                item = {"company_id": company, "role": plan.given.values.get("role", "")}
                plan.work.add = {**plan.work.add, "companies": [item]}
        write_plans(plans, self._setup, create=create_people, update=update_people)

    def _keys(self, row: Given) -> Keys:
        emails = []
        for address, _label in row.values.get("email", ()):
            try:
                emails.append(email_key(address))
            except Invalid as invalid:
                row.problems.append(told(invalid, self._setup, "email"))
        return Keys(row.values.get("external_id", ""), tuple(emails))

    def _read_stage(self, row: Given) -> None:
        typed = row.values.get("stage")
        if typed is None:
            return
        known = _STAGES.get(sort_key(typed).replace("_", " "))
        if known is None:
            del row.values["stage"]
            row.warnings.append(
                self._setup.problem(
                    "stage",
                    _("“%s” is no stage we know, and was left out.") % typed[:40],
                    _("Use our words for stages."),
                )
            )
        else:
            row.values["stage"] = known

    def _draft(self, row: Given) -> PersonDraft:
        values = row.values
        get = values.get
        draft = PersonDraft(
            given_name=_given_name(values),
            family_name=get("family_name", ""),
            full_name=get("full_name", ""),
            emails=[EmailDraft(address, label) for address, label in get("email", ())],
            phones=[PhoneDraft(typed, label) for typed, label in get("phone", ())],
            addresses=[Place(**place) for place in places(values)],
            stage=get("stage", ""),
            language=get("language", ""),
            time_zone=get("time_zone", ""),
            about=get("about", ""),
            tags=_tags(values),
            owner_id=self._owners.owner_of(row),
            occurred_at=get("since"),
        )
        if "external_id" in values:
            draft.external_ids = [(self._setup.source, values["external_id"])]
        return draft

    def _compare(self, plans: list[Plan]) -> None:
        """Decide which of the matched people change."""
        stored = people_values([plan.record_id for plan in plans if plan.record_id], seen_by=self._by)
        new_ids = self._new_external_ids(plans)

        def beside(plan: Plan) -> dict[str, list[Any]]:
            told: dict[str, list[Any]] = {}
            if plan.record_id in new_ids:
                told["external_ids"] = [[], [new_ids[plan.record_id]]]
            if self._employers.is_to_be_made(plan.given.values):
                told["companies"] = [[], [plan.given.values["company"]]]
            return told

        compare_plans(
            plans,
            self._setup,
            change=lambda plan: self._change(plan, stored.get(plan.record_id or 0, {})),
            differences=differences_of_people,
            beside=beside,
        )

    def _new_external_ids(self, plans: list[Plan]) -> dict[int, str]:
        """The numbers that people found by e-mail get."""
        given = {plan.given.values["external_id"]: plan for plan in plans if "external_id" in plan.given.values}
        known = records_by_external_id(PERSON, self._setup.source, given)
        return {plan.record_id: value for value, plan in given.items() if value not in known and plan.record_id}

    def _change(self, plan: Plan, now: Mapping[str, Any]) -> RecordChange:
        """Empty cells change nothing; phones and e-mails are added, a postal address is brought up to date."""
        values = plan.given.values
        wanted: dict[str, Any] = {name: values[name] for name in PLAIN if values.get(name)}
        if values.get("middle_name"):
            wanted["given_name"] = _given_name(values)
        if self._owners.is_named(values):
            owner = self._owners.owner_of(plan.given)
            if owner is not None:
                wanted["owner_id"] = owner
        given_places = places(values)
        if given_places:
            wanted["addresses"] = _updated_places(now.get("addresses", ()), given_places)
        more: dict[str, Any] = {
            "emails": [{"address": address, "label": label} for address, label in values.get("email", ())],
            "phones": [{"typed": typed, "label": label} for typed, label in values.get("phone", ())],
            "tags": _tags(values),
        }
        if "external_id" in values:
            more["external_ids"] = [(self._setup.source, values["external_id"])]
        company = self._employers.company_of(values)
        if company is not None:
            wanted["companies"] = _updated_employments(now.get("companies", ()), company, values.get("role", ""))
        return RecordChange(plan.record_id or 0, wanted, {name: items for name, items in more.items() if items})


def places(values: Mapping[str, Any]) -> list[dict[str, str]]:
    """The postal addresses of a row, one per label, in the order of their columns."""
    found: dict[str, dict[str, str]] = {}
    for part in PARTS:
        for text, label in values.get(part, ()):
            place = found.setdefault(label, {"label": label})
            place[part] = f"{place[part]}, {text}" if part == "street" and part in place else place.get(part) or text
    for text, label in values.get("address_line", ()):
        place = found.setdefault(label, {"label": label})
        place.setdefault("street", text)
    return list(found.values())


def _updated_places(now: Sequence[Mapping[str, str]], given: list[dict[str, str]]) -> list[dict[str, str]]:
    """The stored addresses with the given parts put into the one of the same label."""
    after = [dict(place) for place in now]
    for place in given:
        same = next((item for item in after if sort_key(item["label"]) == sort_key(place["label"])), None)
        if same is None:
            after.append({**dict.fromkeys(PARTS, ""), **place})
        else:
            same.update({part: place[part] for part in PARTS if place.get(part)})
    return after


def _updated_employments(now: Sequence[Mapping[str, Any]], company_id: int, role: str) -> list[dict[str, Any]]:
    after = [dict(item) for item in now]
    same = next((item for item in after if item["company_id"] == company_id), None)
    if same is None:
        after.append({"company_id": company_id, "role": role})
    elif role:
        same["role"] = role
    return after


def _given_name(values: Mapping[str, Any]) -> str:
    given, middle = values.get("given_name", ""), values.get("middle_name", "")
    return f"{given} {middle}".strip() if middle else given


def _tags(values: Mapping[str, Any]) -> list[str]:
    return [tag for tags, _label in values.get("tags", ()) for tag in tags]


def _title(values: Mapping[str, Any]) -> str:
    return (
        values.get("full_name")
        or f"{_given_name(values)} {values.get('family_name', '')}".strip()
        or next((address for address, _label in values.get("email", ())), "")
        or values.get("external_id", "")
    )
