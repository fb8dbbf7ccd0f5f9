"""The only writer of tracked events."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from amity.customers.contact.emails import email_key
from amity.customers.people.queries import people_by_email, people_by_uid, visible_people_ids
from amity.customers.tracking.counting import FIRST_NUMBER, MOST_NAMES
from amity.customers.tracking.drafts import EventDraft
from amity.customers.tracking.facts import TrackedEvent
from amity.customers.tracking.models import TrackedName
from amity.customers.tracking.normalised import checked
from amity.kernel.commands import Actor, Invalid, Refused, command
from amity.kernel.facts.log import record
from amity.kernel.facts.models import StoredFact
from amity.kernel.facts.refs import Ref
from amity.records.kinds.external_ids import records_by_external_id
from amity.records.kinds.numbers import PERSON
from amity.workspace.access.visibility import require_writer

MOST_AT_ONCE = 500


@dataclass(slots=True)
class Told:
    """What became of a set of drafts: `people[i]` is whom draft i is about, None where it was refused.

    `known` are the places of events told before.
    """

    people: list[int | None]
    refusals: dict[int, Refused] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Fresh:
    index: int
    at: datetime
    properties: dict[str, Any]
    digest: bytes


@command("tracking.track")
def track_events(drafts: Sequence[EventDraft], *, by: Actor) -> Told:
    """Tell up to 500 events; one that breaks a rule is refused and does not stop the others."""
    require_writer(by)
    if len(drafts) > MOST_AT_ONCE:
        raise ValueError("at most 500 events a transaction")
    told, now = Told([None] * len(drafts)), timezone.now()
    fresh: list[_Fresh] = []
    finder = _People(drafts, by)
    for index, draft in enumerate(drafts):
        try:
            at, properties = checked(draft, now)
            told.people[index] = finder.person_of(draft)
        except Refused as refused:
            told.refusals[index] = refused
            continue
        fresh.append(_Fresh(index, at, properties, _digest(draft)))
    keys = {item.index: f"tracked:{item.digest.hex()}" for item in fresh if drafts[item.index].id}
    stored = _stored_keys(set(keys.values()))
    numbers = _numbers([drafts[item.index].name for item in fresh if keys.get(item.index) not in stored], now)
    for item in fresh:
        draft, key = drafts[item.index], keys.get(item.index)
        if key in stored:
            told.known.add(item.index)
            continue
        if draft.name not in numbers:
            told.people[item.index], told.refusals[item.index] = None, _too_many()
            continue
        if key:
            stored.add(key)
        person = told.people[item.index]
        assert person is not None
        record(
            TrackedEvent(
                event=draft.name,
                properties=item.properties,
                counted_under=numbers[draft.name],
                # 48 bits: every program that reads JSON keeps them exactly.
                counted_as=int.from_bytes(item.digest[:6]),
            ),
            about=[Ref(PERSON, person)],
            by=by,
            occurred_at=item.at,
            key=key,
        )
    return told


def _digest(draft: EventDraft) -> bytes:
    """Of name and id: programs that count their events from 1 on do not hide each other's."""
    if not draft.id:
        return secrets.token_bytes(16)
    return blake2b(f"{draft.name}\0{draft.id}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _stored_keys(keys: set[str]) -> set[str | None]:
    if not keys:
        return set()
    return set(StoredFact.objects.filter(idempotency_key__in=keys).values_list("idempotency_key", flat=True))


def _numbers(names: Sequence[str], now: datetime) -> dict[str, int]:
    """The number of each name; new names get one while there is room."""
    wanted = set(names)
    known = dict(TrackedName.objects.filter(name__in=wanted).values_list("name", "number")) if wanted else {}
    # In the order they came, so that the first ones find room.
    for name in dict.fromkeys(names):
        if name in known:
            continue
        last = TrackedName.objects.aggregate(last=Max("number"))["last"] or FIRST_NUMBER
        if last - FIRST_NUMBER >= MOST_NAMES:
            break
        # Two at the same moment meet here, and the second looks again (`run_in_unit`).
        known[name] = TrackedName.objects.create(number=last + 1, name=name, first_seen_at=now).number
    return known


def _too_many() -> Refused:
    told = _("There are %(most)d names already. Put what differs into the properties.") % {"most": MOST_NAMES}
    return Refused("tracking.too_many_names", told, "name")


class _People:
    """Whom a set of drafts is about, of the people the actor sees (a query per way of naming them)."""

    def __init__(self, drafts: Sequence[EventDraft], by: Actor) -> None:
        whom = [draft.person for draft in drafts]
        self._by_uid = people_by_uid({one.id for one in whom if one.id}, seen_by=by)
        self._keys = {one.email: _key(one.email) for one in whom if one.email}
        keys = {key for key in self._keys.values() if key}
        self._by_email = people_by_email(keys, seen_by=by) if keys else {}
        sources: dict[str, set[str]] = {}
        for one in whom:
            if one.external_id:
                sources.setdefault(one.external_id[0], set()).add(one.external_id[1].strip())
        found = {
            (source, value): person
            for source, values in sources.items()
            for value, person in records_by_external_id(PERSON, source, values).items()
        }
        seen = visible_people_ids(found.values(), seen_by=by) if found else set()
        self._by_external = {pair: person for pair, person in found.items() if person in seen}

    def person_of(self, draft: EventDraft) -> int:
        """Raise Invalid for nobody, for several, and for a person named in no way or in two."""
        whom = draft.person
        if sum(map(bool, (whom.id, whom.email, whom.external_id))) != 1:
            told = _("Name the person in one way: id, email or external_id.")
            raise Invalid("tracking.person", told, "person")
        if whom.id:
            found = [self._by_uid[whom.id]] if whom.id in self._by_uid else []
        elif whom.email:
            found = self._by_email.get(self._keys[whom.email], [])
        else:
            assert whom.external_id is not None
            source, value = whom.external_id
            found = [self._by_external[source, value.strip()]] if (source, value.strip()) in self._by_external else []
        if len(found) > 1:
            raise Invalid("tracking.ambiguous", _("Several people have this e-mail address. Name one by id."), "person")
        if not found:
            raise Invalid("tracking.unknown_person", _("There is no such person. Add them first."), "person")
        return found[0]


def _key(email: str) -> str:
    try:
        return email_key(email)
    except Invalid:
        return ""
