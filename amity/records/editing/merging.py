"""What somebody typed, against what stood there when they began and what stands there now: field by field of a form."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from amity.records.kinds.forms import RecordForm

# Carried by every form; not for people.
CARRIED = frozenset({"version", "was"})
Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Clash:
    """A form field that two people changed to different things; the texts are as the field holds them."""

    name: str
    mine: str
    theirs: str
    original: str


@dataclass(frozen=True, slots=True)
class Merged:
    """`data` is what to bind; `mine` and `theirs` name the form fields only I, only others changed."""

    data: QueryDict
    mine: frozenset[str]
    theirs: frozenset[str]
    clashes: list[Clash]


def texts_of(form: RecordForm, initial: Mapping[str, Any]) -> Texts:
    """The form's fields filled with `initial`, as a browser would send them back."""
    return {name: _text(field, initial.get(name)) for name, field in form.fields.items() if name not in CARRIED}


def merge(
    form: RecordForm, typed: Any, *, was: Texts, now: Texts, only: Collection[str], version: int, values: str
) -> Merged:
    """Put together what was typed into the fields of `only` and what stands in the others.

    A field that is not in `typed` at all was not on the page and stays as it is. `version` and `values` (the stored
    values as JSON) are carried in the result, so that what is sent next is compared with what stands there now.
    """
    data = QueryDict(mutable=True)
    mine, theirs, clashes = set(), set(), []
    for name, stands in now.items():
        text = typed.get(name, stands) if name in only and name in typed else was[name]
        # Another record of the same name is another value.
        changed_here = not _same(form, name, text, was[name]) or bool(typed.get(f"{name}-pick"))
        changed_there = not _same(form, name, stands, was[name])
        if not changed_here:
            text = stands
            if changed_there:
                theirs.add(name)
        elif not _same(form, name, text, stands) or typed.get(f"{name}-pick"):
            mine.add(name)
            if changed_there:
                clashes.append(Clash(name, text, stands, was[name]))
        data[name] = text
    for name in [f"{name}-pick" for name in mine]:
        data[name] = typed.get(name, "")
    data["version"], data["was"] = str(version), values
    return Merged(data, frozenset(mine), frozenset(theirs), clashes)


def _text(field: forms.Field, value: Any) -> str:
    prepared = field.prepare_value(value)
    if isinstance(field, forms.ChoiceField):
        return "" if prepared is None else str(prepared)
    return str(field.widget.format_value(prepared) or "")


def _same(form: RecordForm, name: str, one: str, other: str) -> bool:
    return _cleaned(form, name, one) == _cleaned(form, name, other)


def _cleaned(form: RecordForm, name: str, text: str) -> Any:
    # Browsers send the ends of lines as \r\n.
    text = text.replace("\r\n", "\n")
    try:
        return form.fields[name].clean(text)
    except forms.ValidationError:
        return text.strip()
