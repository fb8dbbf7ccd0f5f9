"""What can be asked of each kind: rooms register fields and behaviours, of their own kind and of lower ones."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amity.kernel.commands import Actor
from amity.kernel.facts.kinds import Fact
from amity.kernel.facts.models import Occurrence
from amity.kernel.filters import Behaviour, Catalogue, Choice, Field, Type
from amity.kernel.filters.periods import Clock
from amity.kernel.filters.values import uid_of
from amity.kernel.text import sort_key
from amity.records.kinds.registry import kind_named
from amity.workspace.accounts.models import Account
from amity.workspace.settings.queries import organisation
from amity.workspace.teams.models import Team

MOST_FOUND = 20
_fields: dict[str, list[Field]] = {}
_behaviours: dict[str, list[Behaviour]] = {}
_counted: list[tuple[int, str, str | Promise, int]] = []


def register_filter_fields(kind_name: str, *fields: Field) -> None:
    """Let a kind be asked for these; called from an app's ready(), by the kind's own room or a higher one."""
    known = _fields.setdefault(kind_name, [])
    for field in fields:
        if any(field.name in (other.name, *other.aliases) for other in known):
            raise ValueError(f"{kind_name} has a filter field {field.name} already")
        known.append(field)


def register_behaviours(kind_name: str, *behaviours: Behaviour) -> None:
    """Let a kind be asked for what happens with it; called from an app's ready()."""
    known = _behaviours.setdefault(kind_name, [])
    for behaviour in behaviours:
        if any(behaviour.name == other.name for other in known):
            raise ValueError(f"{kind_name} has a behaviour {behaviour.name} already")
        known.append(behaviour)


def register_counted_fact(fact: type[Fact], name: str, label: str | Promise, *, order: int = 100) -> None:
    """Let every kind be asked how often a fact that `occurs` was told of it: `has call at least 2 times in …`."""
    _counted.append((fact.occurs, name, label, order))


def _counted_behaviours(record_kind: int) -> list[Behaviour]:
    return [
        Behaviour(
            name=name,
            label=label,
            verb="has",
            rows=partial(_occurrences, number, record_kind),
            record="record_id",
            at="occurred_at",
            order=order,
        )
        for number, name, label, order in _counted
    ]


def _occurrences(number: int, record_kind: int, _seen_by: Actor) -> "QuerySet[Any]":
    # Who sees a record sees its timeline.
    return Occurrence.objects.filter(kind=number, record_kind=record_kind)


def catalogue_of(kind_name: str, *, seen_by: Actor, clock: Clock | None = None) -> Catalogue:
    """All a viewer can ask of a kind. Raises Missing for a kind there is none of."""
    kind, home = kind_named(kind_name), organisation().home_currency

    def open_kind(name: str, is_related: bool = True) -> Catalogue:
        opened = kind_named(name)
        return Catalogue.of(
            opened.name,
            seen_by=seen_by,
            rows=opened.visible_to,
            fields=_fields.get(opened.name, ()),
            # What happens is asked of the record itself, not one hop away.
            behaviours=() if is_related else [*_behaviours.get(opened.name, ()), *_counted_behaviours(opened.number)],
            clock=clock,
            home_currency=home,
            related=open_kind,
        )

    return open_kind(kind.name, is_related=False)


def belonging_filters() -> list[Field]:
    """Owner, team, and when a record came and was last changed."""
    group = _("Belonging")
    return [
        Field(
            name="owner",
            label=_("Owner"),
            type=Type.RELATION,
            path="owner",
            resolve=_accounts,
            lookup=_find_accounts,
            group=group,
            order=910,
        ),
        Field(
            name="team",
            label=_("Team"),
            type=Type.RELATION,
            path="team",
            resolve=_teams,
            lookup=_find_teams,
            group=group,
            order=920,
        ),
        Field(name="created", label=_("Added"), type=Type.MOMENT, path="created_at", group=group, order=900),
        Field(name="changed", label=_("Changed"), type=Type.MOMENT, path="updated_at", group=group, order=901),
    ]


def related_lookup(kind_name: str) -> Any:
    """Choices of a relation: visible records of a kind whose name begins with what was typed."""

    def find(words: str, seen_by: Actor) -> Sequence[Choice]:
        kind, key = kind_named(kind_name), sort_key(words)
        rows = kind.visible_to(seen_by).filter(name_key__gte=key, name_key__lt=f"{key}\U0010ffff")
        found = rows.order_by("name_key", "pk").only("uid", kind.title_field)[:MOST_FOUND]
        return [Choice(str(getattr(row, kind.title_field)), str(getattr(row, kind.title_field))) for row in found]

    return find


def _accounts(word: str, seen_by: Actor) -> Collection[int]:
    if word == "me":
        return {seen_by.account_id} if seen_by.account_id else set()
    if uid := uid_of(word):
        return set(Account.objects.filter(uid=uid).values_list("pk", flat=True))
    key = sort_key(word)
    rows = Account.objects.values_list("pk", "name", "email_key")
    return {pk for pk, name, email in rows if key in (sort_key(name), email)}


def _find_accounts(words: str, seen_by: Actor) -> Sequence[Choice]:
    key = sort_key(words)
    names = Account.objects.filter(is_active=True).order_by("name", "pk").values_list("name", "email")
    found = [Choice(name or email, name or email) for name, email in names if key in sort_key(f"{name} {email}")]
    me = [Choice("me", _("me"), _("whoever looks"))] if "me".startswith(key) else []
    return (me + found)[:MOST_FOUND]


def _teams(word: str, _seen_by: Actor) -> Collection[int]:
    asked = {"uid": uid} if (uid := uid_of(word)) else {"name_key": sort_key(word)}
    return set(Team.objects.filter(**asked).values_list("pk", flat=True))


def _find_teams(words: str, _seen_by: Actor) -> Sequence[Choice]:
    names = Team.objects.filter(name_key__contains=sort_key(words)).order_by("name_key").values_list("name", flat=True)
    return [Choice(name, name) for name in names[:MOST_FOUND]]
