"""Find records of every kind by what a person types."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from phonenumbers import country_code_for_region

from amity.kernel import search as engine
from amity.kernel.commands import Actor
from amity.kernel.search.finding import MOST_CANDIDATES
from amity.kernel.search.words import LONGEST_TEXT
from amity.records.kinds.models import ExternalId
from amity.records.kinds.registry import RecordKind
from amity.records.search.searchable import Shown, has_numbers, searchable_kinds, shown
from amity.workspace.access.models import Reach
from amity.workspace.access.visibility import reach_of, visible
from amity.workspace.settings.queries import organisation

# With fewer hits than this, words one typo away count too.
ENOUGH = 5
# Names that begin with what was typed stand first, so some are always among the candidates.
FIRST_NAMES = 30
LAST_LETTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found. `title` and `reasons` (label, value) are HTML with the matching bits marked; `beside`
    tells it from its namesakes."""

    kind: RecordKind
    record: Any
    title: SafeString
    reasons: Sequence[tuple[str, SafeString]]
    beside: str

    @property
    def path(self) -> str:
        return self.kind.path(self.record)

    @property
    def name(self) -> str:
        return self.kind.title(self.record)


@dataclass(frozen=True, slots=True)
class Group:
    """The best hits of one kind, and how many there are; `is_capped` where counting stopped."""

    kind: RecordKind
    hits: list[Hit]
    count: int
    is_capped: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found. `is_alike`: some hits have other words than those typed. `has_words`: there was a letter or
    digit to look for."""

    groups: list[Group]
    is_alike: bool = False
    has_words: bool = True

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)

    @property
    def is_capped(self) -> bool:
        return any(group.is_capped for group in self.groups)


@dataclass(slots=True)
class _Gathered:
    """Ids of one kind, best first, each with the reading that found it (None: an external id)."""

    kind: RecordKind
    visible: QuerySet[Any]
    among: QuerySet[Any] | None
    found: dict[int, engine.Reading | None] = field(default_factory=dict)
    is_capped: bool = False


def search_records(words: str, *, seen_by: Actor, kinds: Sequence[str] | None = None, limit: int = 8) -> Found:
    """The best `limit` records of each kind that `words` find among what `seen_by` may see, grouped by kind.

    Words are found by their beginning, whatever their case and accents; telephone numbers in any form; other systems'
    ids whole. Only where little is found, one typo is allowed for. No text is refused.
    """
    # Half a surrogate is no character: no database takes it.
    words = words[:LONGEST_TEXT].encode("utf-8", "ignore").decode()
    abroad = engine.read_abroad(words)
    readings = engine.readings(words, home_code=_home_code() if abroad else "")
    if not readings:
        return Found([], has_words=False)
    gathered = [_Gathered(kind, kind.visible_to(seen_by), _among(kind, seen_by)) for kind in searchable_kinds(kinds)]
    known = _by_external_id(words.strip(), [item.kind for item in gathered])
    for item in gathered:
        if ids := known.get(item.kind.number):
            item.found.update(dict.fromkeys(item.visible.filter(pk__in=ids).values_list("pk", flat=True)))
    for reading in readings:
        _gather(gathered, reading)
    if abroad and _count(gathered) < ENOUGH:
        _gather(gathered, abroad)
    is_alike = _count(gathered) < ENOUGH and _gather_alike(gathered, readings[-1])
    groups = [_group(item, words, seen_by=seen_by, limit=limit) for item in gathered if item.found]
    return Found(groups, is_alike=is_alike)


def _among(kind: RecordKind, seen_by: Actor) -> QuerySet[Any] | None:
    """All records of a kind that those visible to a narrow viewer are among, listed from one index; None for a viewer
    of everyone's. What `visible_to` leaves out besides (the trash) is for the search's statement to leave out."""
    if reach_of(seen_by, kind.number) is Reach.EVERYONE:
        return None
    return visible(kind.model._base_manager.all(), seen_by, kind.number)


def _home_code() -> str:
    region = organisation().default_region
    return str(country_code_for_region(region) or "") if region else ""


def as_hits(kind: RecordKind, records: Sequence[Any], *, seen_by: Actor) -> list[Hit]:
    """Records the viewer sees, as hits that nothing was looked for in."""
    details = shown(kind, records, seen_by=seen_by)
    return [
        Hit(kind, row, conditional_escape(kind.title(row)), [], details[row.pk].beside if row.pk in details else "")
        for row in records
    ]


def _count(gathered: Sequence[_Gathered]) -> int:
    return sum(len(item.found) for item in gathered)


def _gather(gathered: Sequence[_Gathered], reading: engine.Reading) -> None:
    for item in gathered:
        if has_numbers(item.kind) or not reading.is_number:
            _gather_from(item, reading)


def _gather_alike(gathered: Sequence[_Gathered], typed: engine.Reading) -> bool:
    """Add what is spelled one letter otherwise; True when that is anything. A word that a kind has often enough is
    taken as meant; where nothing is found that way, each word in turn is doubted after all."""
    words = engine.variable_words(typed)
    if not words:
        return False
    before = _count(gathered)
    frequent = [engine.frequent_words(item.kind.model, words, least=ENOUGH) for item in gathered]
    for item, known in zip(gathered, frequent, strict=True):
        if alike := engine.read_alike(typed, varying=words - known):
            _gather_from(item, alike)
    for word in sorted(words):
        if _count(gathered):
            break
        alike = engine.read_alike(typed, varying={word})
        for item, known in zip(gathered, frequent, strict=True):
            if alike and word in known:
                _gather_from(item, alike)
    return _count(gathered) > before


def _gather_from(item: _Gathered, reading: engine.Reading) -> None:
    found = engine.candidates(item.visible, reading, among=item.among)
    item.is_capped = item.is_capped or len(found) >= MOST_CANDIDATES
    if len(found) >= MOST_CANDIDATES and item.among is None:
        names = item.visible.filter(name_key__gte=reading.key, name_key__lt=reading.key + LAST_LETTER)
        rows = names.order_by("name_key", "pk").values_list("pk", "name_key", "search_text")[:FIRST_NAMES]
        found += [engine.Candidate(*row) for row in rows]
    for candidate in engine.ranked(found, reading):
        item.found.setdefault(candidate.id, reading)


def _group(item: _Gathered, typed: str, *, seen_by: Actor, limit: int) -> Group:
    best = list(item.found)[:limit]
    records = item.visible.defer("search_text").in_bulk(best)
    rows = [records[pk] for pk in best if pk in records]
    details = shown(item.kind, rows, seen_by=seen_by)
    hits = [_hit(item.kind, row, details.get(row.pk, Shown(())), item.found[row.pk], typed) for row in rows]
    count = min(len(item.found), MOST_CANDIDATES) if item.is_capped else len(item.found)
    return Group(item.kind, hits, count, item.is_capped)


def _hit(kind: RecordKind, row: Any, details: Shown, reading: engine.Reading | None, typed: str) -> Hit:
    if reading is None:
        reasons = [(_("External id"), format_html("<mark>{}</mark>", typed.strip()))]
        return Hit(kind, row, conditional_escape(kind.title(row)), reasons, details.beside)
    title = engine.marked(kind.title(row), reading)
    missing = set(range(len(reading.terms))) - title.terms
    reasons = []
    for item in details.fields:
        found = engine.marked(item.value, reading) if missing else None
        if found and missing & found.terms:
            missing -= found.terms
            reasons.append((str(item.label), found.html))
    return Hit(kind, row, title.html, reasons, details.beside)


def _by_external_id(text: str, kinds: Sequence[RecordKind]) -> dict[int, list[int]]:
    """Ids by kind number of the records that another system calls `text`."""
    if not text or len(text) > 200 or "\0" in text:
        return {}
    found: dict[int, list[int]] = {}
    numbers = {kind.number for kind in kinds}
    # The index leads with kind and source: both are walked through first, there are few.
    pairs = _sources()
    rows = ExternalId.objects.filter(
        record_kind__in=numbers, source__in={source for number, source in pairs if number in numbers}, value=text
    )
    for number, record_id in rows.order_by("pk").values_list("record_kind", "record_id"):
        found.setdefault(number, []).append(record_id)
    return found


# Every (kind, source), skipping from one to the next in the index instead of reading it through.
_SOURCES = """
WITH RECURSIVE known (record_kind, source) AS (
    SELECT * FROM (SELECT record_kind, source FROM external_id ORDER BY record_kind, source LIMIT 1) AS first
    UNION ALL
    SELECT
        (SELECT following.record_kind FROM external_id AS following
         WHERE (following.record_kind, following.source) > (known.record_kind, known.source)
         ORDER BY following.record_kind, following.source LIMIT 1),
        (SELECT following.source FROM external_id AS following
         WHERE (following.record_kind, following.source) > (known.record_kind, known.source)
         ORDER BY following.record_kind, following.source LIMIT 1)
    FROM known WHERE known.record_kind IS NOT NULL
)
SELECT record_kind, source FROM known WHERE record_kind IS NOT NULL
"""


def _sources() -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_SOURCES)
        return list(cursor.fetchall())
