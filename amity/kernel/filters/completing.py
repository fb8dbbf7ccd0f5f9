"""What can follow at a place of a filter's text."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from amity.kernel.filters.catalogue import Catalogue, Choice, Detail, Field, Found
from amity.kernel.filters.errors import FilterErrors
from amity.kernel.filters.operators import Type
from amity.kernel.filters.passing import Option
from amity.kernel.filters.periods import examples
from amity.kernel.filters.reading import Reader
from amity.kernel.filters.words import Token, quoted, tokens_of
from amity.kernel.text import sort_key

MOST = 30
# Other words for what is offered anyway: only for who begins to type them.
_SYNONYMS = frozenset({
    "is", "is not", "is one of", "is none of", "is in", "is not in", "on", "has any of", "once", "twice", "time", "day",
})  # fmt: skip
_OF_PERIODS = frozenset({"the", "this", "last", "next", "today", "yesterday", "tomorrow"})


@dataclass(frozen=True, slots=True)
class Completion:
    """`text` takes the place of what stands from `start` to `end`; `label` and `hint` say what it is."""

    text: str
    label: str
    start: int
    end: int
    hint: str = ""


def completions(text: str, position: int, catalogue: Catalogue, *, limit: int = MOST) -> list[Completion]:
    """What can follow at `position`, the likeliest first; empty where the text before makes no sense."""
    before, typed, start = _split(text[:position])
    end = position
    while end < len(text) and not text[end].isspace() and text[end] not in '()=<>,"':
        end += 1
    reader = Reader(before, position, catalogue)
    try:
        reader.read()
    except FilterErrors as errors:
        if any(error.end < position and error.start < start for error in errors.errors):
            return []
    found: dict[str, Completion] = {}
    options = reader.tried.get(len(before), [])
    in_words = {option.text for option in options if option.kind == "word"}
    for option in options:
        for choice in _choices(option, typed, catalogue, hides=any(o.kind == "period" for o in options)):
            if option.kind == "word" and choice.value in _SYNONYMS and not (typed and len(in_words) > 1):
                continue
            if choice.value not in found:
                found[choice.value] = Completion(choice.value, str(choice.label), start, end, str(choice.hint))
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _split(text: str) -> tuple[list[Token], str, int]:
    """The whole words before the cursor, what is being typed, and where that begins."""
    try:
        tokens = tokens_of(text)
    except FilterErrors as errors:
        opened = errors.errors[0].start
        try:
            return tokens_of(text[:opened]), text[opened:].lstrip("\"'“"), opened
        except FilterErrors:
            return [], "", len(text)
    if tokens and tokens[-1].kind == "word" and tokens[-1].end == len(text):
        return tokens[:-1], tokens[-1].text, tokens[-1].start
    return tokens, "", len(text)


def _choices(option: Option, typed: str, catalogue: Catalogue, *, hides: bool) -> Iterator[Choice]:
    if option.kind == "word":
        if option.text.startswith(typed.casefold()) and not (hides and option.text in _OF_PERIODS):
            yield Choice(option.text, option.text)
    elif option.kind == "period":
        for period in examples():
            if period.startswith(typed.casefold()):
                yield Choice(period, period)
    elif option.kind == "field":
        yield from _fields(typed, catalogue)
    elif option.kind == "value" and isinstance(option.of, Found):
        for choice in _values(option.of.field, typed, catalogue):
            yield Choice(quoted(choice.value), choice.label, choice.hint)
    elif option.kind == "detail" and isinstance(option.of, Detail) and option.of.lookup:
        for choice in option.of.lookup(typed, catalogue.seen_by):
            yield Choice(quoted(choice.value), choice.label, choice.hint)


def _fields(typed: str, catalogue: Catalogue) -> Iterator[Choice]:
    """Fields and behaviours whose name or label has a word that begins so; behind a dot those of the related kind."""
    relation, dot, rest = typed.casefold().partition(".")
    field = catalogue.field(relation) if dot else None
    if field is not None:
        there = catalogue.open(field)
        for other in there.fields.values() if there else ():
            if _begins(rest, other.name, str(other.label)):
                yield Choice(f"{field.name}.{other.name}", f"{field.label}: {other.label}", kind_word(other.type))
        return
    for field in catalogue.fields.values():
        if _begins(typed, field.name, str(field.label), *field.aliases):
            yield Choice(field.name, field.label, kind_word(field.type))
    for behaviour in catalogue.behaviours.values():
        if _begins(typed, behaviour.phrase, str(behaviour.label)):
            yield Choice(behaviour.phrase, behaviour.label, _("what happened"))


def _values(field: Field, typed: str, catalogue: Catalogue) -> Iterator[Choice]:
    if field.type == Type.YES_NO:
        for answer, label in (("yes", _("yes")), ("no", _("no"))):
            if _begins(typed, answer, label):
                yield Choice(answer, label)
    elif field.type == Type.CHOICE:
        for choice in field.choices_for(catalogue.seen_by):
            if _begins(typed, choice.value, str(choice.label)):
                yield choice
    elif field.lookup:
        yield from field.lookup(typed, catalogue.seen_by)


def _begins(typed: str, *names: str) -> bool:
    key = sort_key(typed)
    if not key:
        return True
    return any(f" {key}" in f" {sort_key(name).replace('_', ' ')}" or sort_key(name).startswith(key) for name in names)


def kind_word(kind: Type) -> str:
    """What a type of field is called."""
    return {
        Type.TEXT: _("text"),
        Type.NUMBER: _("number"),
        Type.MONEY: _("amount"),
        Type.DATE: _("date"),
        Type.MOMENT: _("date"),
        Type.CHOICE: _("choice"),
        Type.YES_NO: _("yes or no"),
        Type.RELATION: _("record"),
        Type.TAG: _("tag"),
    }[kind]
