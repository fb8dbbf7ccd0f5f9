"""Every change of a record's fields: before, after, who, when, through what; newest first."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from django.db.models import DateTimeField, IntegerField, Q
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor
from amity.kernel.facts.groups import group_named
from amity.kernel.facts.kinds import fact_kind, fact_kinds
from amity.kernel.facts.models import FactAbout, StoredFact
from amity.kernel.facts.refs import Ref
from amity.kernel.facts.words import ChangedField, changed_fields
from amity.kernel.paging.tokens import decode_token, encode_token
from amity.records.kinds.models import Record
from amity.records.kinds.naming import Names
from amity.records.kinds.registry import kind_numbered
from amity.records.undo.queries import Undid, undoing_requests, undone_requests
from amity.records.undo.requests import kinds_of_change, kinds_of_making
from amity.workspace.accounts.queries import account_names

SIZE = 30
# A page about one field looks no further than this many facts; "older" goes on from there.
_LOOKED_AT = 1_000
_STEP = 125
_KEY = (DateTimeField(), IntegerField())
_WHOLE = frozenset({"record.trashed", "record.restored"})


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `words` tell of the record as a whole, where no field is meant; `import_uid` where a file did it.

    `undone` says who undid it since; `is_undo` that it undid another itself.
    """

    fact_id: int
    who: str
    at: datetime
    origin: str
    fields: list[ChangedField]
    words: str = ""
    request_id: str = ""
    import_uid: str = ""
    undone: Undid | None = None
    is_undo: bool = False


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """`older` is the token of the next page, None at the beginning."""

    changes: list[Change]
    older: str | None = None
    fields: list[tuple[str, str]] = field(default_factory=list)


def changes_of(
    record: Record, *, seen_by: Actor, field: str = "", before: str | None = None, size: int = SIZE
) -> ChangesPage:
    """One page of the changes of a record that the viewer sees, of one field if named."""
    ref = record.ref
    keys, older = _about(ref, before)
    found: list[StoredFact] = []
    # In steps: most pages are full long before the last of these facts.
    for start in range(0, len(keys), _STEP):
        step = keys[start : start + _STEP]
        rows = StoredFact.objects.filter(pk__in=[fact_id for _at, fact_id in step], kind__in=kinds_of_history())
        by_id = rows.in_bulk()
        for place, (_at, fact_id) in enumerate(step, start):
            row = by_id.get(fact_id)
            if row is None or not _is_of(row, ref, field):
                continue
            if len(found) == size:
                return ChangesPage(
                    _told(found, ref, field, seen_by), encode_token(keys[place - 1]), field_labels(record)
                )  # fmt: skip
            found.append(row)
    return ChangesPage(_told(found, ref, field, seen_by), older, field_labels(record))


def field_labels(record: Record) -> list[tuple[str, str]]:
    """Names and labels of all fields whose changes are kept, by label."""
    kind = kind_numbered(record.record_kind)
    values = kind.editing.values_of([record])[record.pk] if kind.editing else {}
    words = changed_fields(kind.number, {name: ["", ""] for name in values})
    return sorted(((item.field, item.label) for item in words), key=lambda pair: pair[1].casefold())


@cache
def kinds_of_history() -> frozenset[str]:
    """The names of the kinds of fact this history shows."""
    return kinds_of_change() | kinds_of_making() | _WHOLE


@cache
def groups_of_history() -> frozenset[int]:
    """The headings they are filed under: the others are not looked at."""
    return frozenset(group_named(fact_kinds()[name].group).number for name in kinds_of_history())


def _about(ref: Ref, before: str | None) -> tuple[list[tuple[datetime, int]], str | None]:
    rows = FactAbout.objects.filter(
        record_kind=ref.kind, record_id=ref.id, group_number__in=sorted(groups_of_history())
    )  # fmt: skip
    if before:
        moment, fact_id = decode_token(before, _KEY)
        rows = rows.filter(Q(occurred_at__lte=moment) & (Q(occurred_at__lt=moment) | Q(fact_id__lt=fact_id)))
    keys = list(rows.order_by("-occurred_at", "-fact_id").values_list("occurred_at", "fact_id")[: _LOOKED_AT + 1])
    older = encode_token(keys[_LOOKED_AT - 1]) if len(keys) > _LOOKED_AT else None
    return keys[:_LOOKED_AT], older


def _is_of(row: StoredFact, ref: Ref, field: str) -> bool:
    """Whether a fact about a record changes that record, and not another it also tells of."""
    kind = fact_kind(row.kind)
    if kind is None:
        return False
    changed = kind.changes_of(row.data)
    if changed is not None:
        return changed[0] == ref and (not field or field in changed[1])
    if field:
        return False
    if row.kind in _WHOLE:
        return Ref(row.data["record_kind"], row.data["record_id"]) == ref
    return kind.making_of(row.data) == ref


def _told(rows: list[StoredFact], ref: Ref, field: str, seen_by: Actor) -> list[Change]:
    changes = {row.pk: _changes(row, field) for row in rows}
    names = Names([(*ref, changed) for changed in changes.values()], seen_by=seen_by)
    who = account_names({row.actor_id for row in rows if row.actor_id})
    by_hand = [row.request_id for row in rows if row.origin != "import"]
    undone, undoing = undone_requests(by_hand, seen_by=seen_by), undoing_requests(by_hand)
    return [
        Change(
            fact_id=row.pk,
            who=who.get(row.actor_id or 0) or (_("Somebody") if row.actor_id else "Amity"),
            at=row.occurred_at,
            origin=row.origin,
            fields=names.words(*ref, changes[row.pk]),
            words="" if changes[row.pk] else _sentence(row),
            request_id=row.request_id or "" if row.origin != "import" else "",
            import_uid=row.request_id or "" if row.origin == "import" else "",
            undone=undone.get(row.request_id or ""),
            is_undo=row.request_id in undoing,
        )
        for row in rows
    ]


def _changes(row: StoredFact, field: str) -> dict[str, object]:
    kind = fact_kind(row.kind)
    changed = kind.changes_of(row.data) if kind else None
    return {name: pair for name, pair in (changed[1] if changed else {}).items() if not field or name == field}


def _sentence(row: StoredFact) -> str:
    kind = fact_kind(row.kind)
    words = kind.tell(row.data) if kind else row.kind
    return words[:1].upper() + words[1:]


def origin_words(origin: str) -> str:
    """Through what a change came, as people say it."""
    words = {
        "person": _("on a page"),
        "api": _("through the API"),
        "import": _("by an import"),
        "demo": _("as demo data"),
        "rule": _("by a rule"),
        "system": _("by Amity itself"),
    }
    return words.get(origin, origin)
