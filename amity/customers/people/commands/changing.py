"""Change people."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amity.customers.companies.access import visible_to as visible_companies
from amity.customers.contact.phones import e164
from amity.customers.contact.places import Place
from amity.customers.people.access import visible_to
from amity.customers.people.commands.satellites import SATELLITES, insert_satellites
from amity.customers.people.drafts import EmailDraft, EmploymentDraft, PersonDraft, PhoneDraft
from amity.customers.people.models import Person
from amity.customers.people.normalised import PersonValues, normalise_person
from amity.customers.people.values import PLAIN, values_of
from amity.kernel.bulk import update_rows
from amity.kernel.commands import Actor, Invalid, Refused, SetResult, command, locked
from amity.kernel.text import sort_key
from amity.records.kinds.changing import Changed, Changer, RecordChange, Values
from amity.records.kinds.external_ids import external_ids_of_many, keep_external_ids
from amity.records.kinds.numbers import PERSON
from amity.records.kinds.references import ExternalIdClaims, References, visible_ids
from amity.records.tags.commands import set_tags
from amity.workspace.access.visibility import require_writer
from amity.workspace.settings.queries import organisation

COLUMNS = (*PLAIN, "name", "name_key", "search_text", "version", "updated_at")


@command("people.update")
def update_people(changes: Sequence[RecordChange], *, by: Actor) -> SetResult:
    """Change up to 500 people; a change that breaks a rule is refused and does not stop the others."""
    require_writer(by)
    claims = ExternalIdClaims(PERSON, (pair for change in changes for pair in change.add.get("external_ids", ())))
    return _changer(changes, by).change(
        changes, by=by, claim=lambda pairs, person_id: claims.claim(pairs, for_record=person_id)
    )


def differences_of_people(changes: Sequence[RecordChange], *, by: Actor) -> list[dict[str, tuple[Any, Any]] | Refused]:
    """What `update_people` would change of each, as field -> (before, after), or refuse; for previews."""
    return _changer(changes, by).differences(changes, by=by)


def change_person(change: RecordChange, *, by: Actor) -> int:
    """Change one person; raises what refuses it."""
    return update_people([change], by=by).only()


def draft_of(values: Values) -> PersonDraft:
    """Values as a draft, so that a change is checked exactly as a new person is."""
    return PersonDraft(
        given_name=values["given_name"],
        family_name=values["family_name"],
        full_name=values["full_name"],
        emails=[EmailDraft(**item) for item in values["emails"]],
        phones=[PhoneDraft(**item) for item in values["phones"]],
        addresses=[Place(**item) for item in values["addresses"]],
        companies=[EmploymentDraft(**item) for item in values["companies"]],
        stage=values["stage"],
        language=values["language"],
        time_zone=values["time_zone"],
        about=values["about"],
        owner_id=values["owner_id"],
        team_id=values["team_id"],
    )


def _changer(changes: Sequence[RecordChange], by: Actor) -> Changer[Person]:
    named = (
        item["company_id"]
        for change in changes
        for item in (*change.set.get("companies", ()), *change.add.get("companies", ()))
    )
    employers = visible_ids(visible_companies(by), named)
    region = organisation().default_region
    return Changer(
        record_kind=PERSON,
        load=_load,
        normalise=lambda wanted, now: _normalise(wanted, now, employers),
        write=_write,
        item_key={
            "emails": lambda item: item["address"].strip().casefold(),
            "phones": lambda item: e164(item["typed"], region) or item["typed"].strip(),
            "addresses": lambda item: sort_key(Place(**{**item, "label": ""}).cleaned().on_one_line()),
            "companies": lambda item: item["company_id"],
            "tags": sort_key,
        },
    )


def _load(ids: Sequence[int], by: Actor) -> dict[int, tuple[Person, Values]]:
    people = list(locked(visible_to(by).filter(pk__in=ids)))
    values = values_of(people)
    return {person.pk: (person, values[person.pk]) for person in people}


def _normalise(wanted: Values, now: Values, employers: set[int]) -> Values:
    both = {**now, **wanted}
    draft = draft_of(both)
    draft.external_ids = [("-", "-")]  # whether anything is left to call the person by is asked in _write
    checked = normalise_person(draft, region="")
    kept = {item["company_id"] for item in now["companies"]}
    if any(company_id not in employers and company_id not in kept for company_id, _role in checked.companies):
        raise Invalid("person.no_company", _("There is no such company."), "companies")
    if wanted.get("owner_id") or wanted.get("team_id"):
        references = References()
        references.look_up_owners([wanted.get("owner_id")], [wanted.get("team_id")])
        references.check_owner(wanted.get("owner_id"), wanted.get("team_id"))
    stored = _as_values(checked) | {"tags": sorted(dict.fromkeys(both["tags"]), key=sort_key)}
    return {name: stored.get(name, value) for name, value in wanted.items()}


def _as_values(checked: PersonValues) -> Values:
    return {
        "given_name": checked.given_name,
        "family_name": checked.family_name,
        "full_name": checked.full_name,
        "stage": checked.stage,
        "language": checked.language,
        "time_zone": checked.time_zone,
        "about": checked.about,
        "emails": [{"address": address, "label": label} for address, _key, label in checked.emails],
        "phones": [{"typed": typed, "label": label} for typed, _number, label in checked.phones],
        "addresses": [
            {name: getattr(place, name) for name in ("street", "city", "region", "postal_code", "country", "label")}
            for place in checked.addresses
        ],
        "companies": [{"company_id": company_id, "role": role} for company_id, role in checked.companies],
    }


def _write(changed: list[Changed[Person]], by: Actor) -> None:
    now, region = timezone.now(), organisation().default_region
    known_as = external_ids_of_many(PERSON, [item.record.pk for item in changed])
    after: dict[int, PersonValues] = {}
    rows: list[tuple[Any, ...]] = []
    for item in changed:
        draft = draft_of(item.after)
        draft.external_ids = item.external_ids or known_as.get(item.record.pk, ())
        values = after[item.record.pk] = normalise_person(draft, region=region)
        rows.append((
            *(item.after[name] for name in PLAIN), values.name, values.name_key, values.search_text,
            item.record.version + 1, now, item.record.pk,
        ))  # fmt: skip
    update_rows(Person, COLUMNS, rows)
    for name, model in SATELLITES.items():
        touched = {item.record.pk: after[item.record.pk] for item in changed if name in item.fields}
        if touched:
            model.objects.filter(person__in=list(touched)).delete()  # type: ignore[attr-defined]
            insert_satellites(touched, frozenset({name}))
    set_tags(PERSON, {item.record.pk: item.after["tags"] for item in changed if "tags" in item.fields}, by=by)
    keep_external_ids(PERSON, {pair: item.record.pk for item in changed for pair in item.external_ids})
