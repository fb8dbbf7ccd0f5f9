"""Which record a row stands for: by (source, external id), then by an e-mail only one visible record has."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from amity.records.imports.interface import Earlier, Given, Plan, Problem
from amity.records.imports.states import Outcome
from amity.records.kinds.external_ids import records_by_external_id
from amity.records.kinds.living import trashed_among
from amity.records.kinds.models import ExternalId

MOST_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Keys:
    """What a row can be recognised by."""

    external_id: str = ""
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ways:
    """How one kind finds its records.

    `visible_ids(ids)` keeps those the actor may see; `by_email(addresses)` gives the visible records of each address.
    `is_hint`: what stands for the address (a company's name) only finds records that have no number in this source;
    a row with a number of its own is otherwise new, not ambiguous.
    """

    record_kind: int
    source: str
    visible_ids: Callable[[Iterable[int]], set[int]]
    by_email: Callable[[Iterable[str]], Mapping[str, Sequence[int]]] | None = None
    is_hint: bool = False


def match(rows: Sequence[Given], keys: Sequence[Keys], ways: Ways, earlier: Earlier) -> list[Plan]:
    """One plan per row: NEW, or CHANGED with the record to compare with, or already decided.

    Decided are ambiguous rows and rows that repeat an earlier row of the file: unchanged when they say the same,
    wrong when they say something else (the first row wins, so that importing a file twice changes nothing).
    """
    finder = _Finder(rows, keys, ways, earlier)
    return [finder.plan(row, key) for row, key in zip(rows, keys, strict=True)]


class _Finder:
    """The look-ups of one batch: a fixed number of queries, however many rows."""

    def __init__(self, rows: Sequence[Given], keys: Sequence[Keys], ways: Ways, earlier: Earlier) -> None:
        self._earlier = earlier
        self._is_hint = ways.is_hint
        self._by_external_id = records_by_external_id(ways.record_kind, ways.source, (key.external_id for key in keys))
        found = set(self._by_external_id.values())
        self._visible = ways.visible_ids(found) if found else set()
        self._trashed = trashed_among(ways.record_kind, found - self._visible)
        self._by_email: Mapping[str, Sequence[int]] = {}
        if ways.by_email is not None:
            addresses = {
                address for key in keys if key.external_id not in self._by_external_id for address in key.emails
            }
            self._by_email = ways.by_email(addresses) if addresses else {}
        mailed = {record_id for ids in self._by_email.values() for record_id in ids}
        self._numbered = _numbered_in(ways, mailed) if mailed and any(key.external_id for key in keys) else set()
        self._done = dict(earlier.rows_of(found | mailed)) if found or mailed else {}
        self._new = dict(earlier.promised(name for key in keys for name in _names(key)))

    def plan(self, row: Given, key: Keys) -> Plan:
        if row.problems:
            return Plan(row, Outcome.WRONG)
        known = self._by_external_id.get(key.external_id) if key.external_id else None
        if known is not None:
            if known in self._trashed:
                return _trashed(row, key)
            if known not in self._visible:
                return _hidden(row, key)
            return self._existing(row, known)
        first = self._new.get(f"id {key.external_id}") if key.external_id else None
        if first is not None and first[0] != row.number:
            return _repeated(row, first, None)
        candidates = list(dict.fromkeys(found for address in key.emails for found in self._by_email.get(address, ())))
        if key.external_id:
            return self._numbered_row(row, key, candidates)
        if len(candidates) > 1:
            return _ambiguous(row, candidates, _("More than one record has this e-mail address or name."))
        if candidates:
            return self._existing(row, candidates[0])
        return self._unknown(row, key)

    def _numbered_row(self, row: Given, key: Keys, candidates: list[int]) -> Plan:
        """A row with a number nobody has yet: a record without one may be meant."""
        free = [found for found in candidates if found not in self._numbered and found not in self._done]
        if self._is_hint:
            candidates = free[:1]
        if not candidates:
            return self._unknown(row, key)
        if len(candidates) > 1:
            return _ambiguous(row, candidates, _("More than one record has this e-mail address."))
        if not free:
            cause = _("The record with this e-mail address has another number in this source.")
            return _ambiguous(row, candidates, cause)
        self._claim(row, [f"id {key.external_id}"])
        return self._existing(row, candidates[0])

    def _existing(self, row: Given, record_id: int) -> Plan:
        first = self._done.setdefault(record_id, (row.number, row.digest))
        if first[0] != row.number:
            return _repeated(row, first, record_id)
        return Plan(row, Outcome.CHANGED, record_id)

    def _unknown(self, row: Given, key: Keys) -> Plan:
        names = _names(key)
        for name in names:
            first = self._new.get(name)
            if first is None or first[0] == row.number:
                continue
            if key.external_id and name.startswith("mail of numbered "):
                if self._is_hint:
                    continue
                return _ambiguous(row, [], _("Row %d has the same e-mail address and another number.") % first[0])
            return _repeated(row, first, None)
        claimed = [f"id {key.external_id}"] if key.external_id else []
        claimed += [f"mail of {'numbered' if key.external_id else 'unnumbered'} {address}" for address in key.emails]
        self._claim(row, claimed)
        return Plan(row, Outcome.NEW)

    def _claim(self, row: Given, names: list[str]) -> None:
        for name in names:
            self._new[name] = (row.number, row.digest)
        if names:
            self._earlier.promise(names, row.number, row.digest)


def _names(key: Keys) -> list[str]:
    names = [f"id {key.external_id}"] if key.external_id else []
    for address in key.emails:
        names += [f"mail of unnumbered {address}", f"mail of numbered {address}"]
    return names


def _numbered_in(ways: Ways, record_ids: set[int]) -> set[int]:
    rows = ExternalId.objects.filter(record_kind=ways.record_kind, record_id__in=record_ids, source=ways.source)
    return set(rows.values_list("record_id", flat=True))


def _repeated(row: Given, first: tuple[int, int], record_id: int | None) -> Plan:
    number, digest = first
    if digest == row.digest:
        row.warnings.append(Problem("", _("It says the same as row %d.") % number, ""))
        return Plan(row, Outcome.UNCHANGED, record_id)
    row.problems.append(
        Problem(
            "",
            _("Row %d of this file already stands for the same record and says something else.") % number,
            _("Merge the two rows, or give this one its own number or e-mail address."),
        )
    )
    return Plan(row, Outcome.WRONG)


def _ambiguous(row: Given, candidates: list[int], cause: str) -> Plan:
    row.problems.append(
        Problem("", cause, _("Add the number the record has in this source, or merge the records, and import the row."))
    )
    return Plan(row, Outcome.AMBIGUOUS, candidates=candidates[:MOST_CANDIDATES])


def _trashed(row: Given, key: Keys) -> Plan:
    row.problems.append(
        Problem(
            "",
            _("The record with the number %s is in the trash; restore it first.") % key.external_id,
            _("Restore it on the page of the trash and import this row again, or remove the row."),
        )
    )
    return Plan(row, Outcome.WRONG)


def _hidden(row: Given, key: Keys) -> Plan:
    row.problems.append(
        Problem(
            "",
            _("The number %s belongs to a record you may not change.") % key.external_id,
            _("Ask an administrator to import this row, or remove it."),
        )
    )
    return Plan(row, Outcome.WRONG)
