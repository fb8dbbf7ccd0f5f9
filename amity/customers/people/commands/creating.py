"""Add people."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from amity.customers.companies.access import visible_to as visible_companies
from amity.customers.people.commands.satellites import insert_satellites
from amity.customers.people.drafts import PersonDraft
from amity.customers.people.facts import PersonCreated
from amity.customers.people.models import Person
from amity.customers.people.normalised import PersonValues, normalise_person
from amity.kernel.bulk import insert_rows, reserve_ids
from amity.kernel.commands import Actor, Invalid, Refused, SetResult, command
from amity.kernel.facts.log import record
from amity.kernel.facts.refs import Ref
from amity.kernel.ids import new_uid
from amity.records.kinds.external_ids import keep_external_ids
from amity.records.kinds.numbers import COMPANY, PERSON
from amity.records.kinds.references import ExternalIdClaims, References, visible_ids
from amity.records.kinds.registry import insert_side_rows
from amity.records.tags.commands import tag_records
from amity.workspace.access.visibility import require_writer
from amity.workspace.settings.queries import organisation

COLUMNS = (
    "id", "uid", "version", "name", "name_key", "search_text", "owner_id", "team_id", "created_at", "updated_at",
    "given_name", "family_name", "full_name", "stage", "language", "time_zone", "about",
)  # fmt: skip


@command("people.create")
def create_people(drafts: Sequence[PersonDraft], *, by: Actor) -> SetResult:
    """Add up to 500 people; a draft that breaks a rule is refused and does not stop the others."""
    require_writer(by)
    result = SetResult([None] * len(drafts))
    checked = _check(drafts, by, result)
    ids = reserve_ids(Person, len(checked))
    now = timezone.now()
    rows, made, external, tags = [], {}, {}, {}
    for person_id, (index, values) in zip(ids, checked, strict=True):
        draft = drafts[index]
        result.ids[index] = person_id
        rows.append(_row(person_id, values, draft, now))
        made[person_id] = values
        external.update(dict.fromkeys(values.external_ids, person_id))
        if draft.tags:
            tags[person_id] = list(draft.tags)
        record(
            PersonCreated(person_id=person_id, title=values.name),
            about=[Ref(PERSON, person_id), *(Ref(COMPANY, company_id) for company_id, _role in values.companies)],
            by=by,
            occurred_at=draft.occurred_at,
        )
    insert_rows(Person, COLUMNS, rows)
    insert_satellites(made)
    keep_external_ids(PERSON, external)
    insert_side_rows(PERSON, ids)
    if tags:
        tag_records(PERSON, tags, by=by)
    return result


def add_person(draft: PersonDraft, *, by: Actor) -> int:
    """Add one person; return their id."""
    return create_people([draft], by=by).only()


def _row(person_id: int, values: PersonValues, draft: PersonDraft, now: datetime) -> tuple[object, ...]:
    return (
        person_id, new_uid(), 1, values.name, values.name_key, values.search_text, draft.owner_id, draft.team_id,
        draft.occurred_at or now, now, values.given_name, values.family_name, values.full_name, values.stage,
        values.language, values.time_zone, values.about,
    )  # fmt: skip


def _check(drafts: Sequence[PersonDraft], by: Actor, result: SetResult) -> list[tuple[int, PersonValues]]:
    region = organisation().default_region
    claims = ExternalIdClaims(PERSON, (pair for draft in drafts for pair in draft.external_ids))
    references = References()
    references.look_up_owners((draft.owner_id for draft in drafts), (draft.team_id for draft in drafts))
    companies = visible_ids(visible_companies(by), (item.company_id for draft in drafts for item in draft.companies))
    checked = []
    for index, draft in enumerate(drafts):
        try:
            values = normalise_person(draft, region=region)
            references.check_owner(draft.owner_id, draft.team_id)
            if any(company_id not in companies for company_id, _role in values.companies):
                raise Invalid("person.no_company", _("There is no such company."), "companies")
            claims.claim(values.external_ids)
        except Refused as refused:
            result.refusals[index] = [refused]
        else:
            checked.append((index, values))
    return checked
