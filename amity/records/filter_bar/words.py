"""A filter said in words: what stands on chips, and what operators, periods and amounts are called."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.utils.translation import gettext_noop as noop

from amity.kernel.filters import Catalogue, Type
from amity.kernel.filters.catalogue import Found
from amity.kernel.filters.nodes import And, Condition, Happened, Node, Not, Or
from amity.kernel.filters.operators import DATES, LISTS
from amity.kernel.filters.values import uid_of
from amity.kernel.money.currencies import exponent
from amity.kernel.ui import formats
from amity.records.filter_bar.spans import NAMED, span_of
from amity.records.kinds.registry import kind_named

MOST_SAID = 3

_GENERAL = {
    "=": gettext_lazy("is"),
    "!=": gettext_lazy("is not"),
    "in": gettext_lazy("is one of"),
    "not in": gettext_lazy("is none of"),
    "contains": gettext_lazy("contains"),
    "does not contain": gettext_lazy("does not contain"),
    "starts with": gettext_lazy("starts with"),
    "!starts with": gettext_lazy("does not start with"),
    "<": gettext_lazy("is below"),
    "<=": gettext_lazy("is at most"),
    ">": gettext_lazy("is above"),
    ">=": gettext_lazy("is at least"),
    "between": gettext_lazy("is between"),
    "!between": gettext_lazy("is not between"),
    "is empty": gettext_lazy("is empty"),
    "is not empty": gettext_lazy("is not empty"),
}
_OF_DATES = {
    "=": gettext_lazy("is in"),
    "!=": gettext_lazy("is not in"),
    "<": gettext_lazy("is before"),
    "<=": gettext_lazy("is until"),
    ">": gettext_lazy("is after"),
    ">=": gettext_lazy("is since"),
}
_OF_TAGS = {
    "=": gettext_lazy("has"),
    "!=": gettext_lazy("does not have"),
    "in": gettext_lazy("has any of"),
    "not in": gettext_lazy("has none of"),
    "has all of": gettext_lazy("has all of"),
    "!has all of": gettext_lazy("does not have all of"),
}
_PERIODS = {
    "today": gettext_lazy("today"),
    "yesterday": gettext_lazy("yesterday"),
    "tomorrow": gettext_lazy("tomorrow"),
    "this week": gettext_lazy("this week"),
    "last week": gettext_lazy("last week"),
    "next week": gettext_lazy("next week"),
    "this month": gettext_lazy("this month"),
    "last month": gettext_lazy("last month"),
    "next month": gettext_lazy("next month"),
    "this quarter": gettext_lazy("this quarter"),
    "last quarter": gettext_lazy("last quarter"),
    "next quarter": gettext_lazy("next quarter"),
    "this year": gettext_lazy("this year"),
    "last year": gettext_lazy("last year"),
    "next year": gettext_lazy("next year"),
}
_BOUNDS = {
    "in": gettext_lazy("in %(period)s"),
    "since": gettext_lazy("since %(period)s"),
    "before": gettext_lazy("before %(period)s"),
}
# One sentence a unit, for languages bend the whole of it.
_COUNTED = {
    ("the-last", "day"): (noop("the last %(count)s day"), noop("the last %(count)s days")),
    ("the-last", "week"): (noop("the last %(count)s week"), noop("the last %(count)s weeks")),
    ("the-last", "month"): (noop("the last %(count)s month"), noop("the last %(count)s months")),
    ("the-last", "quarter"): (noop("the last %(count)s quarter"), noop("the last %(count)s quarters")),
    ("the-last", "year"): (noop("the last %(count)s year"), noop("the last %(count)s years")),
    ("the-next", "day"): (noop("the next %(count)s day"), noop("the next %(count)s days")),
    ("the-next", "week"): (noop("the next %(count)s week"), noop("the next %(count)s weeks")),
    ("the-next", "month"): (noop("the next %(count)s month"), noop("the next %(count)s months")),
    ("the-next", "quarter"): (noop("the next %(count)s quarter"), noop("the next %(count)s quarters")),
    ("the-next", "year"): (noop("the next %(count)s year"), noop("the next %(count)s years")),
    ("ago", "day"): (noop("%(count)s day ago"), noop("%(count)s days ago")),
    ("ago", "week"): (noop("%(count)s week ago"), noop("%(count)s weeks ago")),
    ("ago", "month"): (noop("%(count)s month ago"), noop("%(count)s months ago")),
    ("ago", "quarter"): (noop("%(count)s quarter ago"), noop("%(count)s quarters ago")),
    ("ago", "year"): (noop("%(count)s year ago"), noop("%(count)s years ago")),
    ("from-now", "day"): (noop("%(count)s day from now"), noop("%(count)s days from now")),
    ("from-now", "week"): (noop("%(count)s week from now"), noop("%(count)s weeks from now")),
    ("from-now", "month"): (noop("%(count)s month from now"), noop("%(count)s months from now")),
    ("from-now", "quarter"): (noop("%(count)s quarter from now"), noop("%(count)s quarters from now")),
    ("from-now", "year"): (noop("%(count)s year from now"), noop("%(count)s years from now")),
}
_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Saying:
    """One part of a filter: `subject verb object`; a group is all subject."""

    subject: str
    verb: str = ""
    object: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.subject, self.verb, self.object)))


def saying(node: Node, catalogue: Catalogue) -> Saying:
    """A part of a filter in words."""
    if isinstance(node, Happened):
        return _happened(node, catalogue)
    if isinstance(node, Condition):
        return _condition(node, catalogue)
    if isinstance(node, Not):
        return _negated(node.item, catalogue)
    word = _("and") if isinstance(node, And) else _("or")
    return Saying(f" {word} ".join(_inside(item, catalogue) for item in node.items))


def _inside(node: Node, catalogue: Catalogue) -> str:
    words = str(saying(node, catalogue))
    return f"({words})" if isinstance(node, And | Or) else words


def _negated(node: Node, catalogue: Catalogue) -> Saying:
    if isinstance(node, Happened) and node.measure == "times" and (node.comparison, node.figure) == ("at least", "1"):
        return _happened(node, catalogue, _("never"))
    if isinstance(node, Condition):
        found = catalogue.find(node.field)
        if found and f"!{node.operator}" in (_OF_TAGS if found.field.type == Type.TAG else _GENERAL):
            return _condition(node, catalogue, "!")
    return Saying(_("not %(words)s") % {"words": _inside(node, catalogue)})


def field_words(found: Found) -> str:
    """`City`, one hop away `Company: Industry`."""
    if found.over is None:
        return str(found.field.label)
    return _("%(relation)s: %(field)s") % {"relation": found.over.label, "field": found.field.label}


def operator_words(kind: Type, operator: str) -> str:
    """`is below`; `!` before an operator negates it."""
    own = _OF_DATES if kind in DATES else _OF_TAGS if kind == Type.TAG else {}
    words = own.get(operator) or _GENERAL.get(operator)
    if words is None and operator.startswith("!"):
        return _("not: %(operator)s") % {"operator": operator_words(kind, operator[1:])}
    return str(words or operator)


def _condition(node: Condition, catalogue: Catalogue, sign: str = "") -> Saying:
    found = catalogue.find(node.field)
    if found is None:
        return Saying(node.field, node.operator, ", ".join(node.values))
    kind, operator = found.field.type, f"{sign}{node.operator}"
    verb = operator_words(kind, operator)
    if kind in DATES and node.operator in ("=", "!="):
        # “is in March 2026”, but “is today”, “is 3 March 2026”, “is 30 days ago”.
        span = span_of(node.values[0])
        if span.mode in NAMED[:3] or span.mode in ("day", "ago", "from-now"):
            verb = str(_GENERAL[node.operator])
    said = [value_words(found, value) for value in node.values[:MOST_SAID]]
    if node.operator == "between":
        return Saying(field_words(found), verb, f" {_('and')} ".join(said))
    if node.operator in LISTS and len(node.values) > MOST_SAID:
        said.append(_("%(count)d more") % {"count": len(node.values) - MOST_SAID})
    return Saying(field_words(found), verb, ", ".join(said))


def _happened(node: Happened, catalogue: Catalogue, never: str = "") -> Saying:
    behaviour = catalogue.behaviours.get(node.behaviour)
    subject = behaviour.phrase if behaviour else node.behaviour
    if never:
        subject = f"{never} {subject}"
    if node.detail:
        detail = behaviour.detail(node.detail[0]) if behaviour else None
        subject = f"{subject} ({detail.label if detail else node.detail[0]}: {node.detail[1]})"
    verb = ""
    comparison = {"at least": _("at least"), "at most": _("at most"), "exactly": _("exactly")}[node.comparison]
    if node.measure == "amount":
        verb = _("for %(comparison)s %(amount)s") % {"comparison": comparison, "amount": amount_words(node.figure)}
    elif not never and (node.comparison, node.figure) != ("at least", "1"):
        times = ngettext("%(count)s time", "%(count)s times", int(node.figure)) % {"count": node.figure}
        verb = f"{comparison} {times}"
    window = str(_BOUNDS[node.bound]) % {"period": period_words(node.window)} if node.window else ""
    return Saying(subject, verb, window)


def value_words(found: Found, value: str) -> str:
    """A canonical value as people read it."""
    field = found.field
    if field.type in DATES:
        return period_words(value)
    if field.type == Type.MONEY:
        return amount_words(value)
    if field.type == Type.YES_NO:
        return _("yes") if value == "yes" else _("no")
    if field.type == Type.NUMBER:
        whole, _point, part = value.partition(".")
        return formats.number(Decimal(value), len(part)) if whole else value  # type: ignore[arg-type]
    if field.type == Type.CHOICE:
        labels = {choice.value: str(choice.label) for choice in field.choices_for(found.catalogue.seen_by)}
        return labels.get(value, value)
    if field.type == Type.RELATION:
        return _record_words(found, value)
    return value


def _record_words(found: Found, value: str) -> str:
    if value == "me":
        return _("me")
    uid = uid_of(value)
    if uid is None or not found.field.kind:
        return value
    kind = kind_named(found.field.kind)
    record = kind.visible_to(found.catalogue.seen_by).filter(uid=uid).first()
    return str(kind.title(record)) if record else _("one that you may not see")


def amount_words(amount: str) -> str:
    """`500 EUR` -> €500.00."""
    figure, _space, currency = amount.partition(" ")
    try:
        minor = Decimal(figure) * 10 ** exponent(currency)
        # Finer than the currency's smallest coin: as it was written.
        return formats.money(int(minor), currency) if minor == int(minor) else amount
    except (InvalidOperation, ValueError, KeyError):
        return amount


def period_words(period: str) -> str:
    """`the last 30 days`, `March 2026`."""
    span = span_of(period)
    if span.mode in _PERIODS:
        return str(_PERIODS[span.mode])
    if span.is_counted and span.count.isdecimal():
        one, several = _COUNTED[(span.mode, span.unit)]
        return ngettext(one, several, int(span.count)) % {"count": span.count}
    match = _WRITTEN.fullmatch(period)
    if not match:
        return period
    day = date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    return date_format(day, "j F Y" if match[3] else "F Y" if match[2] else "Y")


def period_choices() -> list[tuple[str, str]]:
    """The ways to say a date, for a select."""
    return [
        ("the-last", _("the last …")),
        ("the-next", _("the next …")),
        ("ago", _("… ago")),
        ("from-now", _("… from now")),
        ("day", _("the day …")),
        ("written", _("the month or year …")),
        *((name, str(words)) for name, words in _PERIODS.items()),
    ]


def unit_choices() -> list[tuple[str, str]]:
    return [
        ("day", _("days")),
        ("week", _("weeks")),
        ("month", _("months")),
        ("quarter", _("quarters")),
        ("year", _("years")),
    ]


def bound_choices() -> list[tuple[str, str]]:
    """When something happened, for a select."""
    return [("", _("at any time")), ("in", _("in")), ("since", _("since")), ("before", _("before"))]
