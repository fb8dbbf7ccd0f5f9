"""Change companies."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amity.customers.companies.access import visible_to
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.companies.models import Company, CompanyDomain
from amity.customers.companies.normalised import company_search_text, normalise_company
from amity.customers.companies.values import PLAIN, values_of
from amity.customers.contact.phones import e164
from amity.customers.contact.places import Place
from amity.kernel.bulk import insert_rows, update_rows
from amity.kernel.commands import Actor, Invalid, Refused, SetResult, command, locked
from amity.kernel.text import sort_key
from amity.records.kinds.changing import Changed, Changer, RecordChange, Values
from amity.records.kinds.external_ids import keep_external_ids
from amity.records.kinds.numbers import COMPANY
from amity.records.kinds.references import ExternalIdClaims, References
from amity.records.tags.commands import set_tags
from amity.workspace.access.visibility import require_writer
from amity.workspace.settings.queries import organisation

COLUMNS = (*PLAIN, "phone_typed", "phone_e164", "name_key", "search_text", "version", "updated_at")


@command("companies.update")
def update_companies(changes: Sequence[RecordChange], *, by: Actor) -> SetResult:
    """Change up to 500 companies; a change that breaks a rule is refused and does not stop the others."""
    require_writer(by)
    claims = ExternalIdClaims(COMPANY, (pair for change in changes for pair in change.add.get("external_ids", ())))
    return _CHANGER.change(changes, by=by, claim=lambda pairs, company_id: claims.claim(pairs, for_record=company_id))


def differences_of_companies(
    changes: Sequence[RecordChange], *, by: Actor
) -> list[dict[str, tuple[Any, Any]] | Refused]:
    """What `update_companies` would change of each, as field -> (before, after), or refuse; for previews."""
    return _CHANGER.differences(changes, by=by)


def change_company(change: RecordChange, *, by: Actor) -> int:
    """Change one company; raises what refuses it."""
    return update_companies([change], by=by).only()


def _load(ids: Sequence[int], by: Actor) -> dict[int, tuple[Company, Values]]:
    companies = list(locked(visible_to(by).filter(pk__in=ids)))
    values = values_of(companies)
    return {company.pk: (company, values[company.pk]) for company in companies}


def _normalise(wanted: Values, now: Values) -> Values:
    """Check wanted values the way a new company's are."""
    both = {**now, **wanted}
    place = Place(both["street"], both["city"], both["region"], both["postal_code"], both["country"])
    checked = normalise_company(
        CompanyDraft(
            name=both["name"],
            domains=both["domains"],
            industry=both["industry"],
            employees=both["employees"],
            phone=both["phone"],
            place=place,
            about=both["about"],
        ),
        region="",
    )
    stored: Values = {
        "name": checked.name,
        "domains": checked.domains,
        "industry": checked.industry,
        "employees": checked.employees,
        "phone": checked.phone_typed,
        "about": checked.about,
        "street": checked.place.street,
        "city": checked.place.city,
        "region": checked.place.region,
        "postal_code": checked.place.postal_code,
        "country": checked.place.country,
        "tags": sorted(dict.fromkeys(both["tags"]), key=sort_key),
    }
    if wanted.get("owner_id") or wanted.get("team_id"):
        references = References()
        references.look_up_owners([wanted.get("owner_id")], [wanted.get("team_id")])
        references.check_owner(wanted.get("owner_id"), wanted.get("team_id"))
    return {name: stored.get(name, value) for name, value in wanted.items()}


def _write(changed: list[Changed[Company]], by: Actor) -> None:
    now, region = timezone.now(), organisation().default_region
    _refuse_loops(changed, by)
    rows = []
    for item in changed:
        after, phone = item.after, e164(item.after["phone"], region) if item.after["phone"] else ""
        search_text = company_search_text(after["name"], after["domains"], phone, after["city"])
        rows.append((
            *(after[name] for name in PLAIN), after["phone"], phone, sort_key(after["name"]), search_text,
            item.record.version + 1, now, item.record.pk,
        ))  # fmt: skip
    update_rows(Company, COLUMNS, rows)
    domains = [item for item in changed if "domains" in item.fields]
    if domains:
        CompanyDomain.objects.filter(company__in=[item.record.pk for item in domains]).delete()
        insert_rows(
            CompanyDomain,
            ("company_id", "domain"),
            [(item.record.pk, domain) for item in domains for domain in item.after["domains"]],
        )
    set_tags(COMPANY, {item.record.pk: item.after["tags"] for item in changed if "tags" in item.fields}, by=by)
    keep_external_ids(COMPANY, {pair: item.record.pk for item in changed for pair in item.external_ids})


def _refuse_loops(changed: list[Changed[Company]], by: Actor) -> None:
    """A company is not its own parent, at any distance; and a parent must be one the actor sees."""
    for item in changed:
        if "parent_id" not in item.fields or item.after["parent_id"] is None:
            continue
        if not visible_to(by).filter(pk=item.after["parent_id"]).exists():
            raise Invalid("company.no_parent", _("There is no such parent company."), "parent_id")
        above: Any = item.after["parent_id"]
        for _step in range(50):
            if above == item.record.pk:
                raise Invalid("company.own_parent", _("A company cannot stand below itself."), "parent_id")
            above = Company.objects.filter(pk=above).values_list("parent_id", flat=True).first()
            if above is None:
                break


_CHANGER: Changer[Company] = Changer(
    record_kind=COMPANY,
    load=_load,
    normalise=_normalise,
    write=_write,
    item_key={"domains": str.casefold, "tags": sort_key},
)
