"""The inputs of the builder, as its templates show them."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from amity.kernel.filters import Catalogue, Type
from amity.kernel.filters.operators import DATES, WITHOUT_VALUE
from amity.records.filter_bar.asking import (
    Askable,
    Choices,
    askable,
    comparisons_of,
    is_list,
    operators_of,
    subject_words,
)
from amity.records.filter_bar.drafts import AMOUNT, NEVER, Group, Row
from amity.records.filter_bar.moves import Focus, may_be_wrapped, may_hold_groups
from amity.records.filter_bar.spans import Span


@dataclass(slots=True)
class RowInputs:
    """One row. `asks` says which inputs stand behind the operator; "" for none."""

    number: int
    of: int
    row: Row
    name: str
    asks: str = ""
    operators: Choices = field(default_factory=list)
    choices: Choices = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    spans: list[tuple[str, Span]] = field(default_factory=list)
    currency: str = ""
    asks_currency: bool = False
    details: Choices = field(default_factory=list)
    has_lookup: bool = False
    can_rise: bool = True
    can_sink: bool = True
    can_wrap: bool = True
    focus: str = ""
    is_group = False

    @property
    def detail_word(self) -> str:
        return self.row.detail[1]


@dataclass(slots=True)
class GroupInputs:
    """A group with its rows and groups; the outermost has number 0."""

    number: int
    of: int
    join: str
    name: str
    items: list["RowInputs | GroupInputs"] = field(default_factory=list)
    can_hold_groups: bool = True
    can_rise: bool = True
    can_sink: bool = True
    focus: str = ""
    is_group = True


@dataclass(slots=True)
class Builder:
    """All of it; `focus` is where a person goes on."""

    outermost: GroupInputs
    asked: list[Askable]
    joins: Choices

    @property
    def is_wrong(self) -> bool:
        return _has_error(self.outermost)


def _has_error(group: GroupInputs) -> bool:
    return any(_has_error(item) if isinstance(item, GroupInputs) else bool(item.row.error) for item in group.items)


def join_choices() -> Choices:
    """How a group holds together, for a select."""
    return [
        ("all", _("all of these")),
        ("any", _("any of these")),
        ("not-all", _("not all of these")),
        ("none", _("none of these")),
    ]


def builder_of(draft: Group, catalogue: Catalogue, focus: Focus) -> Builder:
    """The inputs that show a draft."""
    return Builder(_Maker(draft, catalogue, focus).made(), askable(catalogue), join_choices())


class _Maker:
    """Numbers items in the order in which they are shown, as `drafts.walk` does."""

    def __init__(self, draft: Group, catalogue: Catalogue, focus: Focus) -> None:
        self.draft, self.catalogue, self.focus = draft, catalogue, focus
        self.number = 0

    def made(self) -> GroupInputs:
        outermost = self._group(self.draft, 0, 0)
        outermost.can_rise = outermost.can_sink = False
        return outermost

    def _group(self, group: Group, number: int, of: int) -> GroupInputs:
        made = GroupInputs(number, of, group.join, _("Group %(number)d") % {"number": number})
        made.can_hold_groups = may_hold_groups(self.draft, group)
        made.focus = self.focus.part if self.focus.number == number else ""
        is_outermost = group is self.draft
        for place, item in enumerate(group.items):
            self.number += 1
            mine = self.number
            inputs = self._group(item, mine, number) if isinstance(item, Group) else self._row(item, mine, number)
            inputs.can_rise = place > 0 or not is_outermost
            inputs.can_sink = place < len(group.items) - 1 or not is_outermost
            if isinstance(inputs, RowInputs):
                inputs.can_wrap = may_be_wrapped(self.draft, group, item)
            made.items.append(inputs)
        return made

    def _row(self, row: Row, number: int, of: int) -> RowInputs:
        subject = subject_words(row.what, self.catalogue)
        name = _("Condition %(number)d") % {"number": number}
        made = RowInputs(number, of, row, f"{name}, {subject}" if subject else name)
        made.focus = self.focus.part if self.focus.number == number else ""
        if row.behaviour:
            self._behaviour(made)
        else:
            self._field(made)
        if made.focus == "value" and not made.asks:
            made.focus = "operator" if made.operators else "what"
        return made

    def _behaviour(self, made: RowInputs) -> None:
        behaviour = self.catalogue.behaviours.get(made.row.behaviour)
        if behaviour is None:
            return
        made.asks = "behaviour"
        made.operators = comparisons_of(behaviour, made.row.operator)
        made.currency = self.catalogue.home_currency if AMOUNT in made.row.operator else ""
        made.details = [(detail.name, str(detail.label)) for detail in behaviour.details]
        made.has_lookup = any(detail.lookup for detail in behaviour.details)
        made.values = [] if made.row.operator == NEVER else [made.row.figure]
        made.spans = [("a", made.row.spans[0])]

    def _field(self, made: RowInputs) -> None:
        found = self.catalogue.find(made.row.what)
        if found is None:
            return
        item, row = found.field, made.row
        made.operators = operators_of(item, row.operator)
        operator = row.plain_operator
        if operator in WITHOUT_VALUE:
            return
        several = is_list(operator)
        made.has_lookup = item.lookup is not None
        made.values = row.values or [""]
        if item.type in DATES:
            made.asks = "dates"
            made.spans = list(zip("ab", row.spans, strict=True))[: 2 if operator == "between" else 1]
        elif item.type == Type.CHOICE:
            made.asks = "choices" if several else "choice"
            made.choices = [(choice.value, str(choice.label)) for choice in item.choices_for(found.catalogue.seen_by)]
        elif item.type == Type.YES_NO:
            made.asks, made.choices = "choice", [("yes", _("yes")), ("no", _("no"))]
        elif several:
            made.asks = "texts"
            # One more waits to be filled, so that adding takes no button.
            made.values = [*(value for value in row.values if value.strip()), ""]
        else:
            made.asks = "figures" if item.type in (Type.NUMBER, Type.MONEY) else "text"
            count = 2 if operator == "between" else 1
            made.values = [*row.values, "", ""][:count]
            if item.type == Type.MONEY:
                made.asks_currency = bool(item.currency)
                made.currency = row.currency or self.catalogue.home_currency
