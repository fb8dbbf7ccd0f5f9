"""Records as JSON: a page of a list, one record, records that others name. The queries do not grow with the rows."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from amity.kernel.api.answers import moment
from amity.kernel.api.values import Holder, money_out
from amity.kernel.commands import Actor, Invalid
from amity.records.api.kinds import ApiField, RecordApi, api_of, is_open
from amity.records.api.names import Names
from amity.records.api.shapes import shape_of
from amity.records.kinds.external_ids import external_ids_of_many
from amity.records.kinds.fields import RecordField
from amity.workspace.settings.queries import organisation

Rows = QuerySet[Any]
# In every answer, whatever `fields` says.
ALWAYS = ("id", "kind", "version", "created_at", "updated_at")
_AS_ALWAYS = frozenset({"created"})


class Chosen:
    """The fields of a kind that an answer gives: some out of the values, some out of the registry."""

    def __init__(self, api: RecordApi, fields: str = "", expand: str = "") -> None:
        """`fields` and `expand` are lists of names, "" for all and for none; Invalid for a name there is none of."""
        self.api = api
        own = {field.name: field for field in api.fields}
        others = {
            field.name: field
            for field in api.kind.fields
            if field.name not in own and field.name not in _AS_ALWAYS and field.name not in api.hidden
        }
        known = [*own, *others, "external_ids"]
        names = _listed(fields, known, "fields") if fields else known
        self.own = [own[name] for name in names if name in own]
        self.others = [others[name] for name in names if name in others]
        self.external_ids = "external_ids" in names
        leading = [name for name, field in own.items() if field.expands and is_open(field.expands)]
        self.expanded = frozenset(_listed(expand, leading, "expand")) if expand else frozenset()

    def fetched(self, rows: Rows, *, seen_by: Actor) -> Rows:
        """`rows` with what the registry's fields read of them."""
        for fetch in dict.fromkeys(field.fetch for field in self.others if field.fetch):
            rows = fetch(rows, seen_by)
        return rows.defer("search_text")


def _listed(text: str, known: Collection[str], parameter: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in known and name not in ALWAYS:
            words = {"name": name[:40], "known": ", ".join(known) or "–"}
            raise Invalid(f"{parameter}.unknown", _("There is no “%(name)s” here. Use: %(known)s.") % words, parameter)
    return names


def as_json(records: Sequence[Any], chosen: Chosen, *, seen_by: Actor) -> list[dict[str, Any]]:
    """Records fetched with `chosen`, in their order."""
    if not records:
        return []
    api, kind = chosen.api, chosen.api.kind
    editing: Any = kind.editing
    values = editing.values_of(records) if chosen.own else {}
    named = [pair for field in chosen.own for one in values.values() for pair in field.names(one)]
    names = Names(named, seen_by=seen_by)
    if chosen.expanded:
        names.full = _expanded(chosen, values, seen_by)
    ids = [record.pk for record in records]
    loaded = {field.name: field.load(ids, seen_by) for field in chosen.others if field.load}
    known_as = external_ids_of_many(kind.number, ids) if chosen.external_ids else {}
    own = [(field.name, field.read) for field in chosen.own]
    leading = [(field.name, *_reader(field, loaded)) for field in chosen.others if field.shape == "name"]
    others = [(field.name, *_reader(field, loaded)) for field in chosen.others if field.shape != "name"]
    found = []
    for record in records:
        one: dict[str, Any] = {"id": str(record.uid), "kind": api.kind_name, "version": record.version}
        held = values.get(record.pk, {})
        for name, take, write in leading:
            one[name] = write(take(record))
        for name, read in own:
            one[name] = read(held, names)
        for name, take, write in others:
            one[name] = write(take(record))
        if chosen.external_ids:
            one["external_ids"] = [{"source": source, "value": value} for source, value in known_as.get(record.pk, ())]
        one["created_at"], one["updated_at"] = moment(record.created_at), moment(record.updated_at)
        found.append(one)
    return found


def _reader(field: RecordField, loaded: Mapping[str, Mapping[int, Any]]) -> tuple[Any, Any]:
    write = shape_of(field).write
    if field.shape == "home_money":
        # The currency is looked up once a page, not once a row.
        write = partial(_home_money, organisation().home_currency)
    if field.name in loaded:
        of = loaded[field.name]
        return (lambda record: of.get(record.pk)), write
    return field.read, write


def _home_money(currency: str, minor: int | None) -> dict[str, str] | None:
    return None if minor is None else money_out(minor, currency)


def _expanded(chosen: Chosen, values: Mapping[int, Any], seen_by: Actor) -> dict[tuple[str, str, int], dict[str, Any]]:
    """Records given in full, a few queries for each kind that is expanded."""
    wanted: dict[str, dict[int, set[str]]] = {}
    for field in chosen.own:
        if field.name in chosen.expanded:
            for one in values.values():
                for target, key in field.names(one):
                    if target == field.expands and key:
                        wanted.setdefault(target, {}).setdefault(key, set()).add(field.name)
    full: dict[tuple[str, str, int], dict[str, Any]] = {}
    for target, ids in wanted.items():
        inner = Chosen(api_of(target))
        rows = inner.fetched(inner.api.kind.visible_to(seen_by).filter(pk__in=list(ids)), seen_by=seen_by)
        records = list(rows)
        for record, told in zip(records, as_json(records, inner, seen_by=seen_by), strict=True):
            for name in ids[record.pk]:
                full[name, target, record.pk] = told
    return full


def text_field(name: str, about: str = "", *, of: str = "") -> ApiField:
    """A text of the values."""
    key = of or name
    return ApiField(name=name, type=str, read=lambda values, _names: values[key] or "", about=about)


def holder_fields() -> list[ApiField]:
    """Owner and team, of every kind."""
    return [
        ApiField(
            name="owner",
            type=Holder | None,
            read=lambda values, names: names.account(values["owner_id"]),
            names=lambda values: [("account", values["owner_id"])],
        ),
        ApiField(
            name="team",
            type=Holder | None,
            read=lambda values, names: names.team(values["team_id"]),
            names=lambda values: [("team", values["team_id"])],
        ),
    ]
