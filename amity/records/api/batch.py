"""Up to 1,000 records at once: found or made, each with an answer of its own."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from amity.kernel.api.problems import field_problems, fix_in, named, status_of
from amity.kernel.commands import MOST_IN_ONE_TRANSACTION, Actor, Missing, Refused, SetResult, run_in_unit
from amity.records.api.kinds import RecordApi
from amity.records.api.writing import change, create
from amity.records.kinds.external_ids import records_by_external_id

MOST = 1_000
Answers = list[dict[str, Any]]


@dataclass(slots=True)
class _Row:
    place: int
    item: BaseModel
    found: int | None = None


def upsert(api: RecordApi, model: type[BaseModel], items: Sequence[Any], *, by: Actor) -> Answers:
    """Change the records that are found by id, external id or another key, make the others; an answer a row, in order.

    500 rows a transaction. What is refused does not stop the others.
    """
    answers: Answers = [{} for _item in items]
    rows = []
    for place, item in enumerate(items):
        try:
            rows.append(_Row(place, model.model_validate(item)))
        except ValidationError as wrong:
            answers[place] = _refused(field_problems(wrong.errors(include_url=False, include_input=False)), 422)
    rows = _matched(api, rows, answers, by)
    for start in range(0, len(rows), MOST_IN_ONE_TRANSACTION):
        part = rows[start : start + MOST_IN_ONE_TRANSACTION]
        for place, answer in run_in_unit(partial(_written, api, part, by)).items():
            answers[place] = answer
    return [
        {"index": place, "status": answer["status"], "id": answer.get("id"), "version": answer.get("version"),
         "problem": answer.get("problem")}
        for place, answer in enumerate(answers)
    ]  # fmt: skip


def counted(answers: Answers) -> dict[str, int]:
    """How many rows were created, changed, unchanged and refused."""
    counts = Counter(answer["status"] for answer in answers)
    return {status: counts.get(status, 0) for status in ("created", "changed", "unchanged", "refused")}


def _matched(api: RecordApi, rows: list[_Row], answers: Answers, by: Actor) -> list[_Row]:
    """Which row means which record; one that means several, or the same as a row before it, is refused."""
    by_uid = _by_uid(api, rows, by)
    by_external = _by_external_id(api, rows, by)
    by_key = {
        name: find(sorted({text for row in rows for text in api.key_of[name](row.item)}), seen_by=by)
        for name, find in api.keys.items()
    }
    left: list[_Row] = []
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows:
        try:
            row.found = _found(api, row.item, by_uid, by_external, by_key)
        except Refused as refused:
            answers[row.place] = _answer_of([refused], api)
            continue
        marks = [("record", row.found)] if row.found else list(_marks(api, row.item))
        twin = next((seen[mark] for mark in marks if mark in seen), None)
        if twin is not None:
            words = _("This is the same record as row %(row)d. Send each record once.") % {"row": twin}
            answers[row.place] = _answer_of([Refused("batch.twice", words)], api)
            continue
        seen.update(dict.fromkeys(marks, row.place))
        left.append(row)
    return left


def _found(api: RecordApi, item: Any, by_uid: Any, by_external: Any, by_key: Any) -> int | None:
    if item.id is not None:
        if item.id not in by_uid:
            raise _missing()
        return int(by_uid[item.id])
    for one in item.external_ids or ():
        if found := by_external.get((one.source, one.value.strip())):
            return int(found)
    for name in api.keys:
        ids = {pk for text in api.key_of[name](item) for pk in by_key[name].get(text, ())}
        if len(ids) > 1:
            words = _("Several records have this %(key)s. Say which by its id.") % {"key": name}
            raise Refused("batch.ambiguous", words, name)
        if ids:
            return int(ids.pop())
    return None


def _marks(api: RecordApi, item: Any) -> Iterable[tuple[Any, ...]]:
    """What would find a new record, so that two rows do not make it twice."""
    yield from (("external", one.source, one.value.strip()) for one in item.external_ids or ())
    yield from ((name, text) for name in api.keys for text in api.key_of[name](item))


def _by_uid(api: RecordApi, rows: Sequence[_Row], by: Actor) -> dict[UUID, int]:
    uids = {uid for row in rows if (uid := getattr(row.item, "id", None))}
    return dict(api.kind.visible_to(by).filter(uid__in=uids).values_list("uid", "pk")) if uids else {}


def _by_external_id(api: RecordApi, rows: Sequence[_Row], by: Actor) -> dict[tuple[str, str], int]:
    """Only records the actor sees: for what belongs to others the command refuses in its words."""
    wanted: dict[str, set[str]] = {}
    for row in rows:
        for one in getattr(row.item, "external_ids", None) or ():
            wanted.setdefault(one.source, set()).add(one.value.strip())
    found = {
        (source, value): pk
        for source, values in wanted.items()
        for value, pk in records_by_external_id(api.kind.number, source, values).items()
    }
    if not found:
        return {}
    seen = set(api.kind.visible_to(by).filter(pk__in=set(found.values())).values_list("pk", flat=True))
    return {pair: pk for pair, pk in found.items() if pk in seen}


Told = dict[int, dict[str, Any]]


def _written(api: RecordApi, rows: Sequence[_Row], by: Actor) -> Told:
    """Answers by place. Part of one transaction, so that a version told is one that was written here."""
    told: Told = {}
    new, known = [row for row in rows if not row.found], [row for row in rows if row.found]
    if new:
        _carry_out(new, lambda some: create(api, [row.item for row in some], by=by), "created", told, api)
    if known:
        columns = ("pk", "uid", "version", *api.checked)
        stored = api.kind.visible_to(by).only(*columns).in_bulk([row.found for row in known])
        there = [row for row in known if row.found in stored]
        # Gone since it was looked up.
        told.update({row.place: _answer_of([_missing()], api) for row in known if row.found not in stored})
        _carry_out(
            there,
            lambda some: change(api, [(stored[row.found], row.item) for row in some], by=by),
            "changed",
            told,
            api,
        )
    _with_ids(api, told, by)
    return told


def _carry_out(
    rows: Sequence[_Row], work: Callable[[Sequence[_Row]], SetResult], status: str, told: Told, api: RecordApi
) -> None:
    if not rows:
        return
    try:
        result = work(rows)
    except (Refused, Missing) as refused:
        if len(rows) == 1:
            told[rows[0].place] = _answer_of([refused if isinstance(refused, Refused) else _missing()], api)
            return
        # A rule that a command asks of the whole set: one by one, so that it refuses only whom it means.
        for row in rows:
            _carry_out([row], work, status, told, api)
        return
    for index, row in enumerate(rows):
        if index in result.refusals:
            told[row.place] = _answer_of(result.refusals[index], api)
        else:
            done = "unchanged" if index in result.unchanged else status
            told[row.place] = {"status": done, "pk": result.ids[index]}


def _missing() -> Refused:
    return Refused("record.missing", _("There is no record with this id that you may see."), "id")


def _with_ids(api: RecordApi, told: Told, by: Actor) -> None:
    ids = [answer["pk"] for answer in told.values() if "pk" in answer]
    rows = api.kind.visible_to(by).filter(pk__in=ids).values_list("pk", "uid", "version")
    known = {pk: (str(uid), version) for pk, uid, version in rows}
    for answer in told.values():
        # Given to a colleague in this very call, a record may be out of sight now.
        answer["id"], answer["version"] = known.get(answer.pop("pk", None), (None, None))


def _answer_of(refusals: Sequence[Refused], api: RecordApi) -> dict[str, Any]:
    first = refusals[0]
    errors = [
        {
            "field": named(refusal.field, api.told),
            "code": refusal.code,
            "message": refusal.message,
            "fix": fix_in(refusal.message, status_of(refusal)),
        }
        for refusal in refusals
    ]
    return _refused(errors, status_of(first))


def _refused(errors: Sequence[dict[str, Any]], status: int) -> dict[str, Any]:
    return {"status": "refused", "problem": {"status": status, "code": errors[0]["code"], "errors": list(errors)}}
