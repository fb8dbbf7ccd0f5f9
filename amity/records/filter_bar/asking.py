"""What can be asked for, as a person chooses it: fields and behaviours in groups, the operators of each."""

from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from amity.kernel.filters import Behaviour, Catalogue, Field, Type
from amity.kernel.filters.operators import LISTS, WITHOUT_VALUE
from amity.records.filter_bar.drafts import AMOUNT, NEVER, Row
from amity.records.filter_bar.spans import Span
from amity.records.filter_bar.words import field_words, operator_words

Choices = list[tuple[str, str]]
# Negations that have no operator of their own.
_NEGATED = ("starts with", "between", "has all of")


@dataclass(frozen=True, slots=True)
class Asked:
    """Something to ask for; `what` as a row of a draft has it, `name` where it stands without its group."""

    what: str
    label: str
    name: str


@dataclass(slots=True)
class Askable:
    """A group of what can be asked."""

    label: str
    choices: list[Asked] = field(default_factory=list)


def askable(catalogue: Catalogue) -> list[Askable]:
    """Own fields by their groups, then what happens, then what is one hop away."""
    groups: dict[str, Askable] = {}

    def put(group: str, what: str, words: object, name: object = "") -> None:
        groups.setdefault(group, Askable(group)).choices.append(Asked(what, str(words), str(name or words)))

    for item in catalogue.fields.values():
        put(str(item.group or item.label), item.name, item.label)
    for behaviour in catalogue.behaviours.values():
        put(_("What happened"), f"~{behaviour.name}", capfirst(str(behaviour.label)))
    for relation in catalogue.fields.values():
        there = catalogue.open(relation)
        for item in there.fields.values() if there else ():
            what = f"{relation.name}.{item.name}"
            put(
                _("Of the %(relation)s") % {"relation": _small(relation)},
                what,
                item.label,
                subject_words(what, catalogue),
            )
    return list(groups.values())


def _small(relation: Field) -> str:
    label = str(relation.label)
    return label[:1].lower() + label[1:]


def subject_words(what: str, catalogue: Catalogue) -> str:
    """What a row asks for, in words; "" for what there is none of."""
    if what.startswith("~"):
        behaviour = catalogue.behaviours.get(what[1:])
        return str(behaviour.label) if behaviour else ""
    found = catalogue.find(what)
    return field_words(found) if found else ""


def operators_of(item: Field, now: str) -> Choices:
    """The operators to choose from; `now` too, which may be a negation that only the text form writes."""
    offered = list(item.allowed)
    if item.type == Type.YES_NO:
        # “is not yes” says no more than “is no”.
        offered = ["="]
    for operator in _NEGATED:
        if operator in offered:
            offered.insert(offered.index(operator) + 1, f"!{operator}")
    if now and now not in offered:
        offered.append(now)
    return [(operator, operator_words(item.type, operator)) for operator in offered]


def comparisons_of(behaviour: Behaviour, now: str) -> Choices:
    """How often, or for how much."""
    known = [
        ("at least", _("at least")),
        ("at most", _("at most")),
        ("exactly", _("exactly")),
        (NEVER, _("never")),
    ]
    if behaviour.amount:
        known += [(f"{AMOUNT}at least", _("for at least")), (f"{AMOUNT}at most", _("for at most"))]
    words = dict(known)
    if now.startswith("!"):
        known.append((now, _("not %(comparison)s") % {"comparison": words.get(now[1:], now[1:])}))
    return known


def fitted(row: Row, catalogue: Catalogue) -> None:
    """Give a row whose field was just chosen an operator and inputs that fit it."""
    if row.behaviour:
        behaviour = catalogue.behaviours.get(row.behaviour)
        known = [name for name, _words in comparisons_of(behaviour, row.operator)] if behaviour else []
        if row.operator not in known:
            row.operator, row.values = "at least", []
        return
    found = catalogue.find(row.what)
    if found is None:
        return
    item = found.field
    if row.plain_operator not in item.allowed:
        row.operator = _usual(item)
    if item.type == Type.CHOICE:
        known = [choice.value for choice in item.choices_for(catalogue.seen_by)]
        row.values = [value for value in row.values if value in known]
    if row.plain_operator in WITHOUT_VALUE:
        row.values = []


def _usual(item: Field) -> str:
    preferred = {Type.TEXT: "contains", Type.NUMBER: ">=", Type.MONEY: ">=", Type.TAG: "in", Type.CHOICE: "in"}
    wanted = preferred.get(item.type, "=")
    return wanted if wanted in item.allowed else item.allowed[0]


def is_list(operator: str) -> bool:
    return operator.removeprefix("!") in LISTS


def new_row(what: str, catalogue: Catalogue) -> Row:
    """The row that begins with a choice of the picker."""
    row = Row(what, spans=(Span(), Span()))
    fitted(row, catalogue)
    return row
