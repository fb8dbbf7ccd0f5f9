"""Stored facts as entries of a timeline, told in the viewer's language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from amity.kernel.commands import Actor
from amity.kernel.facts.groups import CHANGE, group_named
from amity.kernel.facts.kinds import fact_kind
from amity.kernel.facts.models import StoredFact
from amity.kernel.facts.refs import Ref
from amity.kernel.facts.words import ChangedField
from amity.records.timeline.links import Link, links_of
from amity.records.timeline.texts import LivingText, living_texts
from amity.workspace.accounts.queries import account_names
from amity.workspace.teams.queries import team_names


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One fact as people read it.

    `who` is '' where the sentence stands alone. `body` is what was written, as it is now; `path` is where its author
    changes it. `details` are changed fields with both values in full. `link` is (words of the sentence,
    where they lead); without words the whole sentence leads there.
    """

    fact_id: int
    kind: str
    group: str
    icon: str
    who: str
    sentence: str
    occurred_at: datetime
    recorded_at: datetime
    origin: str
    body: str = ""
    is_deleted: bool = False
    path: str = ""
    author_id: int | None = None
    link: Link | None = None
    details: list[ChangedField] = field(default_factory=list)

    @property
    def permalink(self) -> str:
        return f"/history/{self.fact_id}"


COLUMNS = ("id", "kind", "origin", "actor_id", "occurred_at", "recorded_at", "data")
Row = tuple[int, str, str, int | None, datetime, datetime, dict[str, Any]]


def entries_of(fact_ids: Sequence[int], *, seen_by: Actor, apart_from: Ref | None = None) -> list[TimelineEntry]:
    """Entries of facts, in the order of the ids: a query for the facts, one for names, and one for each room whose
    texts or records are among them. The caller has made sure that the viewer may see what they are about. Nothing
    leads to `apart_from`, the record whose history this is."""
    stored: dict[int, Row] = {
        row[0]: row for row in StoredFact.objects.filter(pk__in=fact_ids).order_by().values_list(*COLUMNS)
    }
    rows = [stored[fact_id] for fact_id in fact_ids if fact_id in stored]
    names = _names(rows, seen_by)
    texts = living_texts((row[0], row[1], row[-1]) for row in rows)
    links = links_of(((row[0], row[1], row[-1]) for row in rows), seen_by=seen_by, apart_from=apart_from)
    return [_entry(row, names, texts, links) for row in rows]


def _entry(
    row: Row, names: dict[str, dict[int, str]], texts: dict[int, LivingText | None], links: dict[int, Link]
) -> TimelineEntry:
    fact_id, name, origin, actor_id, occurred_at, recorded_at, data = row
    kind = fact_kind(name)
    who = names["owner_id"].get(actor_id or 0) or (_("Somebody") if actor_id else "Amity")
    if kind is None:
        return TimelineEntry(
            fact_id, name, CHANGE.name, "history", who, name, occurred_at, recorded_at, origin
        )  # fmt: skip
    data = _with_names(data, names)
    group = group_named(kind.group)
    sentence = kind.tell(data)
    if not kind.names_actor:
        who, sentence = "", sentence[:1].upper() + sentence[1:]
    living = texts.get(fact_id)
    is_deleted = fact_id in texts and living is None
    return TimelineEntry(
        fact_id=fact_id,
        kind=name,
        group=group.name,
        icon=kind.icon or group.icon,
        who=who,
        sentence=sentence,
        occurred_at=occurred_at,
        recorded_at=recorded_at,
        origin=origin,
        body="" if is_deleted else living.text if living else str(data.get(kind.body, "")) if kind.body else "",
        is_deleted=is_deleted,
        path=living.path if living else "",
        author_id=living.author_id if living else None,
        link=links.get(fact_id),
        details=kind.details(data),
    )


def _names(rows: Iterable[Row], seen_by: Actor) -> dict[str, dict[int, str]]:
    """The names of accounts and teams that these facts speak of, by the field that holds their ids."""
    accounts: set[int] = set()
    teams: set[int] = set()
    for row in rows:
        if row[3]:
            accounts.add(row[3])
        changes = row[-1].get("changes")
        if isinstance(changes, dict):
            accounts.update(_ids(changes.get("owner_id")))
            teams.update(_ids(changes.get("team_id")))
    known = {seen_by.account_id: seen_by.name} if seen_by.account_id else {}
    unknown = accounts - known.keys()
    return {
        "owner_id": known | (account_names(unknown) if unknown else {}),
        "team_id": team_names(teams) if teams else {},
    }


def _with_names(data: dict[str, Any], names: dict[str, dict[int, str]]) -> dict[str, Any]:
    changes = data.get("changes")
    if not isinstance(changes, dict) or not names.keys() & changes.keys():
        return data
    told = {
        name: [names[name].get(value, value) for value in pair] if name in names and isinstance(pair, list) else pair
        for name, pair in changes.items()
    }
    return {**data, "changes": told}


def _ids(pair: Any) -> list[int]:
    return [value for value in pair if isinstance(value, int)] if isinstance(pair, list) else []
