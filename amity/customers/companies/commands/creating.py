"""Add companies."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from amity.customers.companies.access import visible_to
from amity.customers.companies.drafts import CompanyDraft
from amity.customers.companies.facts import CompanyCreated
from amity.customers.companies.models import Company, CompanyDomain
from amity.customers.companies.normalised import CompanyValues, normalise_company
from amity.kernel.bulk import insert_rows, reserve_ids
from amity.kernel.commands import Actor, Invalid, Refused, SetResult, command
from amity.kernel.facts.log import record
from amity.kernel.facts.refs import Ref
from amity.kernel.ids import new_uid
from amity.records.kinds.external_ids import keep_external_ids
from amity.records.kinds.numbers import COMPANY
from amity.records.kinds.references import ExternalIdClaims, References, visible_ids
from amity.records.kinds.registry import insert_side_rows
from amity.records.tags.commands import tag_records
from amity.workspace.access.visibility import require_writer
from amity.workspace.settings.queries import organisation

COLUMNS = (
    "id", "uid", "version", "name", "name_key", "search_text", "owner_id", "team_id", "created_at", "updated_at",
    "parent_id", "industry", "employees", "phone_typed", "phone_e164", "street", "city", "region", "postal_code",
    "country", "about",
)  # fmt: skip


@command("companies.create")
def create_companies(drafts: Sequence[CompanyDraft], *, by: Actor) -> SetResult:
    """Add up to 500 companies; a draft that breaks a rule is refused and does not stop the others."""
    require_writer(by)
    result = SetResult([None] * len(drafts))
    checked = _check(drafts, by, result)
    ids = reserve_ids(Company, len(checked))
    now = timezone.now()
    rows, external, tags = [], {}, {}
    domain_rows: list[tuple[int, str]] = []
    for company_id, (index, values) in zip(ids, checked, strict=True):
        draft, place = drafts[index], values.place
        result.ids[index] = company_id
        rows.append((
            company_id, new_uid(), 1, values.name, values.name_key, values.search_text, draft.owner_id, draft.team_id,
            draft.occurred_at or now, now, draft.parent_id, values.industry, values.employees, values.phone_typed,
            values.phone_e164, place.street, place.city, place.region, place.postal_code, place.country, values.about,
        ))  # fmt: skip
        domain_rows.extend((company_id, domain) for domain in values.domains)
        external.update(dict.fromkeys(values.external_ids, company_id))
        if draft.tags:
            tags[company_id] = list(draft.tags)
        record(
            CompanyCreated(company_id=company_id, title=values.name),
            about=[Ref(COMPANY, company_id)],
            by=by,
            occurred_at=draft.occurred_at,
        )
    insert_rows(Company, COLUMNS, rows)
    insert_rows(CompanyDomain, ("company_id", "domain"), domain_rows)
    keep_external_ids(COMPANY, external)
    insert_side_rows(COMPANY, ids)
    if tags:
        tag_records(COMPANY, tags, by=by)
    return result


def add_company(draft: CompanyDraft, *, by: Actor) -> int:
    """Add one company; return its id."""
    return create_companies([draft], by=by).only()


def _check(drafts: Sequence[CompanyDraft], by: Actor, result: SetResult) -> list[tuple[int, CompanyValues]]:
    region = organisation().default_region
    claims = ExternalIdClaims(COMPANY, (pair for draft in drafts for pair in draft.external_ids))
    references = References()
    references.look_up_owners((draft.owner_id for draft in drafts), (draft.team_id for draft in drafts))
    parents = visible_ids(visible_to(by), (draft.parent_id for draft in drafts))
    checked = []
    for index, draft in enumerate(drafts):
        try:
            values = normalise_company(draft, region=region)
            references.check_owner(draft.owner_id, draft.team_id)
            if draft.parent_id and draft.parent_id not in parents:
                raise Invalid("company.no_parent", _("There is no such parent company."), "parent_id")
            claims.claim(values.external_ids)
        except Refused as refused:
            result.refusals[index] = [refused]
        else:
            checked.append((index, values))
    return checked
