"""From the tree to a condition of the ORM.

Negations are pushed down to the leaves, each of which knows its own opposite: so SQL's third truth value never shows,
and what is empty is in every negation.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q, QuerySet

from amity.kernel.filters.catalogue import Behaviour, Catalogue, Field
from amity.kernel.filters.nodes import And, Condition, Happened, Node, Not, Or
from amity.kernel.filters.operators import DATES, OPPOSITE, Type
from amity.kernel.filters.periods import days_of
from amity.kernel.filters.spelling import Among, Reading, are_few, belongs, comes_to, few_for
from amity.kernel.filters.values import amount_parts, moments, stored_bounds, uid_of

LAST_LETTER = "\U0010ffff"
ALL, NOTHING = Q(pk__isnull=False), Q(pk__in=[])


def condition_of(node: Node, catalogue: Catalogue, *, reading: Reading = "page") -> Q:
    """What the rows of the catalogue's kind must fulfil, as suits how much of them will be read."""
    return _Compiler(catalogue, reading).condition(node, False)


class _Compiler:
    def __init__(self, catalogue: Catalogue, reading: Reading) -> None:
        self.catalogue, self.reading = catalogue, reading

    def condition(self, node: Node, negated: bool) -> Q:
        if isinstance(node, Not):
            return self.condition(node.item, not negated)
        if isinstance(node, And | Or):
            joins_all = isinstance(node, And) is not negated
            return reduce(and_ if joins_all else or_, (self.condition(item, negated) for item in node.items))
        if isinstance(node, Happened):
            return self._happened(node, negated)
        return self._condition(node, negated)

    def _condition(self, node: Condition, negated: bool) -> Q:
        if node.operator == "has all of":
            every = And(tuple(Condition(node.field, "=", (value,)) for value in node.values))
            return self.condition(every, negated)
        operator = OPPOSITE.get(node.operator, node.operator)
        negated ^= operator != node.operator
        found = self.catalogue.find(node.field)
        if found is None:
            raise ValueError(f"the filter names a field that is gone: {node.field}")
        if found.over is None:
            return self._asked(node, found.field, operator, negated)
        # Inside the other kind, whose rows become a set or are looked up in their turn.
        inner = _Compiler(found.catalogue, "all")._asked(node, found.field, operator, False)
        return self._leads_to(node, found.over, found.catalogue.rows(self.catalogue.seen_by).filter(inner), negated)

    def _leads_to(self, node: Node, relation: Field, there: "QuerySet[Any]", negated: bool) -> Q:
        """Whether a relation leads to any of these records."""
        if relation.through is None:
            return belongs(relation.path, there, "pk", negated=negated, as_set=self._as_set(node, there, "pk", negated))
        rows = relation.through.rows(self.catalogue.seen_by).filter(Among(relation.path, there.order_by().values("pk")))
        return self._any_of(node, relation.through.record, rows, negated)

    def _any_of(self, node: Node, record: str, rows: "QuerySet[Any]", negated: bool, least: int = 1) -> Q:
        """Whether so many of the rows belong to the record."""
        as_set = self._as_set(node, rows, record, negated, is_grouped=least > 1)
        return belongs("pk", rows, record, negated=negated, least=least, as_set=as_set)

    def _as_set(
        self, node: Node, rows: "QuerySet[Any]", record: str, negated: bool, *, is_grouped: bool = False
    ) -> bool:
        """Asked once for a filter that is counted and shown."""
        if self.reading == "all" or negated:
            return self.reading == "all"
        most = few_for(self.reading, is_grouped=is_grouped)
        key = (node, self.catalogue.kind, most)
        if key not in self.catalogue.are_few:
            self.catalogue.are_few[key] = are_few(rows, record, most=most)
        return self.catalogue.are_few[key]

    def _asked(self, node: Condition, field: Field, operator: str, negated: bool) -> Q:
        if field.type == Type.RELATION and field.kind:
            return self._related(node, field, operator, negated)
        if field.type == Type.YES_NO and node.values == ("no",):
            negated = not negated
        condition = _positive(field, operator, node.values, self.catalogue)
        if field.through is None:
            return ~condition if negated else condition
        rows = field.through.rows(self.catalogue.seen_by).filter(condition)
        return self._any_of(node, field.through.record, rows, negated)

    def _related(self, node: Condition, field: Field, operator: str, negated: bool) -> Q:
        there = self.catalogue.open(field)
        if there is None:
            raise ValueError(f"nothing is known of the kind {field.kind}")
        rows = there.rows(self.catalogue.seen_by)
        if operator != "is not empty":
            uids = [uid for value in node.values if (uid := uid_of(value))]
            keys = [field.key_of(value) for value in node.values if not uid_of(value)]
            rows = rows.filter(Q(uid__in=uids) | Q(name_key__in=keys))
        return self._leads_to(node, field, rows, negated)

    def _happened(self, node: Happened, negated: bool) -> Q:
        behaviour = self.catalogue.behaviours.get(node.behaviour)
        if behaviour is None:
            raise ValueError(f"the filter names a behaviour that is gone: {node.behaviour}")
        if node.measure == "amount":
            return self._worth(node, behaviour, negated)
        count = int(node.figure)
        if node.comparison == "at least":
            return self._at_least(count, node, behaviour, negated)
        more = self._at_least(count + 1, node, behaviour, not negated)
        if node.comparison == "at most":
            return more
        enough = self._at_least(count, node, behaviour, negated)
        return enough | more if negated else enough & more

    def _at_least(self, count: int, node: Happened, behaviour: Behaviour, negated: bool) -> Q:
        if count == 0:
            return NOTHING if negated else ALL
        rows = self._occurrences(behaviour.rows(self.catalogue.seen_by), node, behaviour)
        return self._any_of(node, behaviour.record, rows, negated, count)

    def _worth(self, node: Happened, behaviour: Behaviour, negated: bool) -> Q:
        rows = self._occurrences((behaviour.amount_rows or behaviour.rows)(self.catalogue.seen_by), node, behaviour)
        figure, scale, _currency = amount_parts(_HOME_AMOUNT, node.figure)
        below, above = stored_bounds(figure, scale)
        # What was never counted comes to nothing, which "at most" includes.
        limit = above if node.comparison == "at least" else below + 1
        negated ^= node.comparison == "at most"
        return comes_to(
            "pk",
            rows,
            behaviour.record,
            amount=behaviour.amount,
            limit=limit,
            negated=negated,
            as_set=self._as_set(node, rows, behaviour.record, negated, is_grouped=True),
        )

    def _occurrences(self, rows: "QuerySet[Any]", node: Happened, behaviour: Behaviour) -> "QuerySet[Any]":
        if node.window:
            start, end = moments(days_of(node.window, self.catalogue.clock), self.catalogue)
            if node.bound in ("in", "since"):
                rows = rows.filter(**{f"{behaviour.at}__gte": start})
            if node.bound in ("in", "before"):
                rows = rows.filter(**{f"{behaviour.at}__lt": start if node.bound == "before" else end})
        if node.detail and (detail := behaviour.detail(node.detail[0])):
            rows = detail.narrow(rows, node.detail[1], self.catalogue.seen_by)
        return rows


def _positive(field: Field, operator: str, values: Sequence[str], catalogue: Catalogue) -> Q:
    """A condition on the field's own rows that no empty value fulfils."""
    if not field.path:
        return ALL
    if field.type in (Type.TEXT, Type.TAG, Type.CHOICE):
        return _text(field, operator, values)
    if operator == "is not empty":
        return Q(**{f"{field.path}__isnull": False})
    if field.type == Type.YES_NO:
        return Q(**{field.path: True})
    if field.type == Type.RELATION:
        keys = {key for value in values for key in (field.resolve(value, catalogue.seen_by) if field.resolve else ())}
        return Q(**{f"{field.path}__in": sorted(keys)})
    if field.type in DATES:
        return _dated(field, operator, values, catalogue)
    if field.type == Type.MONEY:
        return _money(field, operator, values)
    return _numbered(field.path, operator, values, field.scale)


def _text(field: Field, operator: str, values: Sequence[str]) -> Q:
    path = field.key or field.path
    if operator == "is not empty":
        return Q(**{f"{field.path}__gt": ""})
    keys = [field.key_of(value) for value in values] if field.key else list(values)
    if operator in ("=", "in"):
        return Q(**{f"{path}__in": keys}) if len(keys) > 1 else Q(**{path: keys[0]})
    if operator == "contains":
        return Q(**{f"{path}__contains": keys[0]})
    # A range, since SQLite takes no index for LIKE.
    return Q(**{f"{path}__gte": keys[0], f"{path}__lt": keys[0] + LAST_LETTER})


def _dated(field: Field, operator: str, values: Sequence[str], catalogue: Catalogue) -> Q:
    first, last = (days_of(value, catalogue.clock) for value in (values[0], values[-1]))
    start, end = (first.start, last.end) if field.type == Type.DATE else (
        moments(first, catalogue)[0], moments(last, catalogue)[1],
    )  # fmt: skip
    bounds = {"<": {"lt": start}, "<=": {"lt": end}, ">": {"gte": end}, ">=": {"gte": start}}
    asked = bounds.get(operator, {"gte": start, "lt": end})
    if field.seconds:
        known = {
            f"{field.seconds}__{how}": int(at.timestamp()) for how, at in asked.items() if isinstance(at, datetime)
        }
        return Q(**known, **{f"{field.path}__isnull": False})
    return Q(**{f"{field.path}__{how}": at for how, at in asked.items() if at is not None})


def _money(field: Field, operator: str, values: Sequence[str]) -> Q:
    parts = [amount_parts(field, value) for value in values]
    _figure, scale, currency = parts[0]
    if any(other != currency for _figure, _scale, other in parts):
        return NOTHING
    condition = _numbered(field.path, operator, [figure for figure, _scale, _currency in parts], scale)
    return condition & Q(**{field.currency: currency}) if field.currency else condition


def _numbered(path: str, operator: str, values: Sequence[str], scale: int) -> Q:
    """Compare with what is stored in whole units; a figure between two of them equals neither."""
    below, above = stored_bounds(values[0], scale)
    if operator == "=":
        return Q(**{path: below}) if below == above else NOTHING
    if operator == "between":
        return Q(**{f"{path}__gte": above, f"{path}__lte": stored_bounds(values[1], scale)[0]})
    how, bound = {"<": ("lt", above), "<=": ("lte", below), ">": ("gt", below), ">=": ("gte", above)}[operator]
    return Q(**{f"{path}__{how}": bound})


_HOME_AMOUNT = Field(name="amount", label="", type=Type.MONEY)
