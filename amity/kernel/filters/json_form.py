"""The JSON form, for interfaces and stored filters."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from amity.kernel.filters.catalogue import Behaviour, Catalogue
from amity.kernel.filters.errors import BadValue, FilterError, FilterErrors
from amity.kernel.filters.nodes import And, Condition, Happened, Node, Not, Or, joined
from amity.kernel.filters.operators import value_count
from amity.kernel.filters.periods import canonical_period
from amity.kernel.filters.reading import DEEPEST, MOST_BRACKETS, MOST_CONDITIONS, MOST_VALUES
from amity.kernel.filters.values import (
    LONGEST,
    canonical_amount,
    canonical_count,
    canonical_name,
    canonical_value,
)

_DEFAULTS = Happened("")


def json_of(node: Node | None) -> dict[str, Any]:
    """A tree as JSON values; `{}` lets everything through."""
    if node is None:
        return {}
    if isinstance(node, And | Or):
        return {"and" if isinstance(node, And) else "or": [json_of(item) for item in node.items]}
    if isinstance(node, Not):
        return {"not": json_of(node.item)}
    if isinstance(node, Condition):
        return {"field": node.field, "operator": node.operator, "values": list(node.values)}
    said: dict[str, Any] = {"behaviour": node.behaviour}
    for name in ("comparison", "figure", "measure", "window", "bound"):
        if getattr(node, name) != getattr(_DEFAULTS, name):
            said[name] = getattr(node, name)
    if node.detail:
        said["detail"] = {node.detail[0]: node.detail[1]}
    return said


def read_json(value: Any, catalogue: Catalogue) -> Node | None:
    """The tree of a JSON value. Raises FilterErrors."""
    return _Reader(catalogue).read(value)


class _Reader:
    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.conditions = 0

    def read(self, value: Any, depth: int = 0) -> Node | None:
        if not isinstance(value, Mapping):
            raise _error(_("A part of a filter is an object."))
        if not value:
            return None
        if depth > MOST_BRACKETS:
            raise _error(_("Groups stand at most %(most)d deep.") % {"most": DEEPEST})
        for kind, word in ((And, "and"), (Or, "or")):
            if word in value:
                _only(value, {word})
                return self._group(kind, value[word], depth)
        if "not" in value:
            _only(value, {"not"})
            item = self.read(value["not"], depth + 1)
            return None if item is None else Not(item)
        self.conditions += 1
        if self.conditions > MOST_CONDITIONS:
            raise _error(_("A filter has at most %(most)d conditions.") % {"most": MOST_CONDITIONS})
        try:
            return self._happened(value) if "behaviour" in value else self._condition(value)
        except BadValue as bad:
            raise _error(bad.message, *bad.expected) from None

    def _group(self, kind: type[And] | type[Or], items: Any, depth: int) -> Node | None:
        if not isinstance(items, list):
            raise _error(_("A group is a list."))
        nodes = [self.read(item, depth + 1) for item in items[: MOST_CONDITIONS + 1]]
        return joined(kind, (node for node in nodes if node is not None))

    def _condition(self, value: Mapping[str, Any]) -> Condition:
        _only(value, {"field", "operator", "values", "value"})
        name, operator = _text(value.get("field")).casefold(), _text(value.get("operator", "="))
        found = self.catalogue.find(name)
        if found is None:
            raise _error(_("There is no field “%(name)s”.") % {"name": name[:60]}, *list(self.catalogue.fields)[:8])
        if operator not in found.field.allowed:
            message = _("“%(field)s” has no operator “%(operator)s”.") % {"field": name, "operator": operator[:40]}
            raise _error(message, *found.field.allowed)
        given = value["values"] if "values" in value else [value["value"]] if "value" in value else []
        least, most = value_count(operator)
        if not isinstance(given, list) or not least <= len(given) <= (MOST_VALUES if most is None else most):
            raise _error(_("“%(operator)s” takes another number of values.") % {"operator": operator})
        values = [canonical_value(found.field, _text(item), found.catalogue) for item in given]
        return Condition(found.name, operator, tuple(values if operator == "between" else dict.fromkeys(values)))

    def _happened(self, value: Mapping[str, Any]) -> Happened:
        _only(value, {"behaviour", "comparison", "figure", "measure", "detail", "window", "bound"})
        behaviour = self.catalogue.behaviours.get(_text(value["behaviour"]))
        if behaviour is None:
            names = list(self.catalogue.behaviours)[:8]
            raise _error(_("There is no behaviour “%(name)s”.") % {"name": _text(value["behaviour"])[:60]}, *names)
        measure = _one_of(value.get("measure", "times"), ("times", "amount") if behaviour.amount else ("times",))
        comparisons = ("at least", "at most", "exactly") if measure == "times" else ("at least", "at most")
        comparison = _one_of(value.get("comparison", "at least"), comparisons)
        figure = _text(value.get("figure", "1"))
        if measure == "amount":
            figure = canonical_amount(figure, self.catalogue.home_currency, is_home=True)
        else:
            figure = canonical_count(figure)
        window = canonical_period(_text(value["window"])) if value.get("window") else ""
        bound = _one_of(value.get("bound", "in"), ("in", "since", "before")) if window else "in"
        detail = self._detail(behaviour, value.get("detail"))
        return Happened(behaviour.name, comparison, figure, measure, detail, window, bound)

    def _detail(self, behaviour: Behaviour, value: Any) -> tuple[str, str] | None:
        if not value:
            return None
        if not isinstance(value, Mapping) or len(value) != 1:
            raise _error(_("A detail has one name and one value."))
        ((name, word),) = value.items()
        if behaviour.detail(name) is None:
            raise _error(_("“%(key)s” does not belong here.") % {"key": _text(name)[:40]})
        return name, canonical_name(_text(word), self.catalogue)


def _only(value: Mapping[str, Any], known: set[str]) -> None:
    if unknown := sorted(str(key)[:40] for key in value if key not in known):
        raise _error(_("“%(key)s” does not belong here.") % {"key": unknown[0]}, *sorted(known))


def _one_of(value: Any, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise _error(_("“%(value)s” does not fit here.") % {"value": str(value)[:40]}, *allowed)
    return str(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | str):
        return str(value)[: LONGEST + 1]
    raise _error(_("A value is a text, a number, true or false."))


def _error(message: str, *expected: str) -> FilterErrors:
    return FilterErrors([FilterError(0, 0, message, tuple(expected))])
