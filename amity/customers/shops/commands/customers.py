"""Bring people up to what a shop says of its customers; what colleagues wrote by hand stays theirs."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from amity.customers.contact.places import Place
from amity.customers.people.commands import add_person, change_person
from amity.customers.people.drafts import EmailDraft, PersonDraft, PhoneDraft
from amity.customers.people.queries import people_by_email, people_values, visible_people_ids
from amity.customers.shops.facts import ShopCustomerDeleted
from amity.customers.shops.merging import NAMES, email_keys, is_deleted, wanted_person
from amity.customers.shops.models import Shop, ShopThing
from amity.customers.shops.reading.tidings import CUSTOMER
from amity.kernel.commands import Actor
from amity.kernel.facts.log import record
from amity.kernel.facts.refs import Ref
from amity.records.kinds.changing import RecordChange
from amity.records.kinds.external_ids import external_ids_of, records_by_external_id
from amity.records.kinds.numbers import PERSON

PLACE = ("street", "city", "region", "postal_code", "country")
MOST_OF_EACH = 20


def apply_customers(shop: Shop, things: Mapping[tuple[str, str], ShopThing], by: Actor, notes: list[str]) -> None:
    """Find or make the person of each customer told of, and bring them up to date."""
    for (kind, _value), thing in things.items():
        if kind == CUSTOMER:
            _apply(shop, thing, by, notes)


def person_of(shop: Shop, value: str, by: Actor) -> int | None:
    """The person behind what a shop calls a customer, while they are there."""
    if not value:
        return None
    thing = ShopThing.objects.filter(shop=shop, kind=CUSTOMER, value=value).first()
    if thing is None or thing.record_id is None:
        return None
    return thing.record_id if visible_people_ids([thing.record_id], seen_by=by) else None


def _apply(shop: Shop, thing: ShopThing, by: Actor, notes: list[str]) -> None:
    person, why_not = _found(shop, thing, by)
    if why_not:
        notes.append(why_not)
    elif person is not None:
        _bring_up(shop, thing, person, by)
    elif "known" in thing.state:
        person = _made(shop, thing, by)
    if is_deleted(thing.state) and person is not None and not thing.applied.get("deleted"):
        thing.applied = {**thing.applied, "deleted": True}
        thing.save(update_fields=["applied"])
        record(ShopCustomerDeleted(shop=shop.name), about=[Ref(PERSON, person)], by=by)


def _number(thing: ShopThing) -> str:
    """The customer's number in the shop; '' for a guest."""
    return "" if thing.value.startswith("mail:") else thing.value


def _found(shop: Shop, thing: ShopThing, by: Actor) -> tuple[int | None, str]:
    """By what we know already, by the number, by an e-mail that one person has; and why none may be made."""
    known = thing.record_id
    if known is None and (number := _number(thing)):
        known = records_by_external_id(PERSON, shop.source, [number]).get(number)
    if known is not None:
        if not visible_people_ids([known], seen_by=by):
            return None, _("The customer lies in the trash, or was deleted here.")
        _keep(thing, known)
        return known, ""
    holders = {pk for pks in people_by_email(email_keys(thing.state), seen_by=by).values() for pk in pks}
    if len(holders) > 1:
        return None, _("Several people have this e-mail address. Choose the person on the order.")
    for person in holders:
        _keep(thing, person)
        return person, ""
    return None, ""


def _keep(thing: ShopThing, person: int) -> None:
    if thing.record_id != person:
        thing.record_id = person
        thing.save(update_fields=["record_id"])


def _names_of(shop: Shop, person: int) -> list[ShopThing]:
    """All a shop calls one person: a guest may have become a customer."""
    return list(ShopThing.objects.filter(shop=shop, kind=CUSTOMER, record_id=person).order_by("pk"))


def _made(shop: Shop, thing: ShopThing, by: Actor) -> int | None:
    wanted = wanted_person([thing.state])
    number = _number(thing)
    if not (number or wanted["names"] or wanted["emails"]):
        return None
    person = add_person(
        PersonDraft(
            **wanted["names"],
            emails=[EmailDraft(address) for address in wanted["emails"][:MOST_OF_EACH]],
            phones=[PhoneDraft(typed) for typed in wanted["phones"][:MOST_OF_EACH]],
            addresses=[Place(**wanted["place"])] if wanted["place"] else (),
            external_ids=[(shop.source, number)] if number else (),
        ),
        by=by,
    )
    thing.record_id = person
    now = people_values([person], seen_by=by)[person]
    thing.applied = {
        "names": [now[name] for name in NAMES],
        "emails": [item["address"] for item in now["emails"]],
        "phones": [item["typed"] for item in now["phones"]],
        "place": [now["addresses"][0][part] for part in PLACE] if now["addresses"] else [],
    }
    thing.save(update_fields=["record_id", "applied"])
    return person


def _bring_up(shop: Shop, thing: ShopThing, person: int, by: Actor) -> None:
    names = _names_of(shop, person)
    now = people_values([person], seen_by=by)[person]
    wanted = wanted_person([other.state for other in names])
    ours = [other.applied for other in names]
    change: dict[str, Any] = {}
    # What stands there is ours to change when nobody wrote it, or we did.
    stands = [now[name] for name in NAMES]
    if wanted["names"] and (not any(stands) or any(stands == applied.get("names") for applied in ours)):
        change |= wanted["names"]
    _lists(change, now, wanted, ours)
    if wanted["place"]:
        _place(change, now, Place(**wanted["place"]).cleaned(), ours)
    number = _number(thing)
    claims = (
        [(shop.source, number)] if number and (shop.source, number) not in external_ids_of(Ref(PERSON, person)) else []
    )
    if not change and not claims:
        return
    change_person(RecordChange(person, change, {"external_ids": claims} if claims else {}), by=by)
    _note_applied(thing, change, people_values([person], seen_by=by)[person], now)


def _lists(
    change: dict[str, Any], now: Mapping[str, Any], wanted: Mapping[str, Any], ours: Sequence[Mapping[str, Any]]
) -> None:
    """Every address the shop ever named is there; the newest stands first where the first one came from the shop."""
    for name, part in (("emails", "address"), ("phones", "typed")):
        there = [item[part].casefold() for item in now[name]]
        applied = {value.casefold() for one in ours for value in one.get(name, ())}
        given = wanted[name][:MOST_OF_EACH]
        missing = [{part: value, "label": ""} for value in given if value.casefold() not in there]
        if not there or there[0] in applied:
            first = {value.casefold(): place for place, value in enumerate(given)}
            both = [*now[name], *missing]
            both.sort(key=lambda item: first.get(item[part].casefold(), len(first)))
        else:
            both = [*now[name], *missing]
        if both != now[name] and len(both) <= MOST_OF_EACH:
            change[name] = both


def _place(change: dict[str, Any], now: Mapping[str, Any], place: Place, ours: Sequence[Mapping[str, Any]]) -> None:
    there = [[item[part] for part in PLACE] for item in now["addresses"]]
    wanted = [getattr(place, part) for part in PLACE]
    if wanted in there:
        return
    after = [dict(item) for item in now["addresses"]]
    applied = [one["place"] for one in ours if one.get("place")]
    spot = next((at for at, item in enumerate(there) if item in applied), None)
    if spot is not None:
        after[spot] = {**after[spot], **dict(zip(PLACE, wanted, strict=True))}
    elif len(after) < MOST_OF_EACH:
        after.append({**dict(zip(PLACE, wanted, strict=True)), "label": ""})
    change["addresses"] = after


def _note_applied(
    thing: ShopThing, change: Mapping[str, Any], after: Mapping[str, Any], before: Mapping[str, Any]
) -> None:
    """Remember what we wrote, as it is stored."""
    applied = dict(thing.applied)
    if any(name in change for name in NAMES):
        applied["names"] = [after[name] for name in NAMES]
    for name, part in (("emails", "address"), ("phones", "typed")):
        if name in change:
            was = {item[part] for item in before[name]}
            new = [item[part] for item in after[name] if item[part] not in was]
            applied[name] = [*applied.get(name, ()), *new]
    if "addresses" in change:
        was_there = [[item[part] for part in PLACE] for item in before["addresses"]]
        new_ones = [row for item in after["addresses"] if (row := [item[part] for part in PLACE]) not in was_there]
        if new_ones:
            applied["place"] = new_ones[0]
    thing.applied = applied
    thing.save(update_fields=["applied"])
