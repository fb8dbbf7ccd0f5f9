"""Save what was typed into the form of a record, the whole or a part of it, together with what others changed."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Invalid, Missing, Stale, unit_of_work
from amity.kernel.ui import formats
from amity.kernel.ui.forms import refusals_shown_in
from amity.records.editing.merging import CARRIED, Clash, Merged, merge, texts_of
from amity.records.editing.queries import LastChange, last_changes
from amity.records.kinds.changing import Values
from amity.records.kinds.forms import RecordForm
from amity.records.kinds.registry import RecordKind

# Someone may be faster again while we put things together.
TRIES = 3
Act = Callable[[RecordForm, frozenset[str]], None]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field as both changed it, in words; the texts of `clash` are what is sent to keep one of them."""

    clash: Clash
    label: str
    mine: str
    theirs: str
    original: str
    who: str
    at: datetime | None

    @property
    def told_at(self) -> str:
        """When, in words."""
        return formats.in_full(self.at) if self.at else ""


@dataclass(slots=True)
class Saved:
    """How it went: 200 saved, 422 the form says what is wrong, 412 a choice is asked for each of `conflicts`.

    `changed` names the record's values that were written, `news` says what others changed meanwhile, "" for nothing.
    """

    status: int
    form: RecordForm
    changed: frozenset[str] = frozenset()
    news: str = ""
    conflicts: list[Conflict] = field(default_factory=list)


def save(
    kind: RecordKind,
    record: Any,
    data: Any,
    *,
    by: Actor,
    only: Collection[str] | None = None,
    act: Act | None = None,
    apart: Values | None = None,
) -> Saved:
    """Save the fields of `only` (None: all that are in `data`) as somebody typed them.

    `act` carries a valid form out instead of the kind's own saving; it gets the names of the values that changed. The
    values `apart` are edited outside of the form, and stay in it as they were when it was opened.
    """
    editing = kind.editing
    if editing is None:
        raise Missing("nothing to edit")
    for attempt in range(TRIES):
        if attempt:
            record = kind.visible_to(by).filter(pk=record.pk).first()
            if record is None:
                raise Missing("deleted meanwhile")
        now = editing.values_of([record])[record.pk]
        form = editing.form(record, data, initial=editing.initial(record, now, seen_by=by), seen_by=by)
        merged = _merged(kind, record, form, data, now, only, by, apart or {})
        form.data, form.mine = merged.data, merged.mine
        if merged.clashes:
            return Saved(412, form, conflicts=_in_words(kind, record, form, merged.clashes))
        if not form.is_valid():
            return Saved(422, form)
        names = values_behind(kind, form, merged.mine)
        try:
            with refusals_shown_in(form), unit_of_work():
                if act:
                    act(form, names)
                else:
                    editing.save(form, record, by=by, names=names)
        except Stale:
            continue
        if not form.is_valid():
            return Saved(422, form)
        return Saved(200, form, names if merged.mine else frozenset(), _news(kind, record, form, merged.theirs, by))
    raise Stale(
        "record.stale", _("Others are changing this record just now. Wait a moment and save once more."), conflicts={}
    )


def add(kind: RecordKind, form: RecordForm, *, by: Actor, prepare: Callable[[], None] | None = None) -> int | None:
    """Make the record a bound form says; its id, or None where the form now says what is wrong.

    `prepare` completes the resolved form inside the unit of work.
    """
    editing: Any = kind.editing
    made: list[int] = []
    if not form.is_valid():
        return None
    with refusals_shown_in(form), unit_of_work():
        editing.resolve(form, by=by)
        if prepare:
            prepare()
        made.append(editing.add(form, by=by))
    return made[-1] if form.is_valid() else None


def values_behind(kind: RecordKind, form: RecordForm, fields: Collection[str]) -> frozenset[str]:
    """The record's values, by the names that changes hold, which these form fields edit."""
    names = set(fields)
    for name in fields:
        names.update(form.moves.get(name, ()))
        names.update(value for value, shown in form.shown_in.items() if shown == name)
        for known in kind.fields:
            if name in known.editor:
                names.update(known.changes)
    return frozenset(names)


def _merged(
    kind: RecordKind,
    record: Any,
    form: RecordForm,
    data: Any,
    now: Values,
    only: Collection[str] | None,
    by: Actor,
    apart: Values,
) -> Merged:
    editing: Any = kind.editing
    stands = texts_of(form, form.initial)
    was = _given(data.get("was"), now)
    try:
        began = stands if was == now else texts_of(form, editing.initial(record, was, seen_by=by))
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Invalid("record.bad_form", _("This form was damaged on its way. Load the page again.")) from None
    return merge(
        form,
        data,
        was=began,
        now=stands,
        only=form.fields.keys() - CARRIED if only is None else only,
        version=record.version,
        values=json.dumps(now | apart),
    )


def _given(text: str | None, now: Values) -> Values:
    """The values the page was made with. One made without them (or by an earlier version) insists."""
    try:
        given = json.loads(text or "null")
    except ValueError:
        return now
    return given if isinstance(given, dict) and given.keys() == now.keys() else now


def _in_words(kind: RecordKind, record: Any, form: RecordForm, clashes: list[Clash]) -> list[Conflict]:
    behind = {clash.name: values_behind(kind, form, [clash.name]) for clash in clashes}
    changes = last_changes(record.ref, frozenset().union(*behind.values()))
    told = []
    for clash in clashes:
        last = _newest(changes, behind[clash.name])
        told.append(
            Conflict(
                clash,
                str(form.fields[clash.name].label),
                _shown(form, clash.name, clash.mine),
                _shown(form, clash.name, clash.theirs),
                _shown(form, clash.name, clash.original),
                last.who if last else "",
                last.at if last else None,
            )
        )
    return told


def _news(kind: RecordKind, record: Any, form: RecordForm, theirs: frozenset[str], by: Actor) -> str:
    """`Ben Okri changed Phone and City meanwhile.`"""
    if not theirs:
        return ""
    behind = {name: values_behind(kind, form, [name]) for name in form.fields if name in theirs}
    changes = last_changes(record.ref, frozenset().union(*behind.values()))
    by_whom: dict[str, list[str]] = {}
    for name, values in behind.items():
        last = _newest(changes, values)
        by_whom.setdefault(last.who if last else "", []).append(str(form.fields[name].label))
    return " ".join(
        (_("%(who)s changed %(fields)s meanwhile.") if who else _("%(fields)s changed meanwhile."))
        % {"who": _("You") if who == by.name else who, "fields": get_text_list(labels, _("and"))}
        for who, labels in by_whom.items()
    )


def _newest(changes: dict[str, LastChange], names: Collection[str]) -> LastChange | None:
    return max((changes[name] for name in names if name in changes), key=lambda change: change.at, default=None)


def _shown(form: RecordForm, name: str, text: str) -> str:
    """A field's text in words: the label of a choice."""
    choices = getattr(form.fields[name], "choices", None)
    return str(dict((str(key), label) for key, label in choices).get(text, text)) if choices and text else text
