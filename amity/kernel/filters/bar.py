"""The form of a filter bar: groups of rows that a person edits one by one. The page docs/filters.md shows it.

A group is `{"join": "and" | "or", "negated": bool, "rows": [row or group, …]}`. A row is a condition or behaviour of
the JSON form with `negated`.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from amity.kernel.filters.errors import FilterError, FilterErrors
from amity.kernel.filters.json_form import json_of
from amity.kernel.filters.nodes import And, Node, Not, Or
from amity.kernel.filters.reading import DEEPEST, MOST_BRACKETS, MOST_CONDITIONS


def bar_of(node: Node | None) -> dict[str, Any]:
    """The outermost group; without rows for a filter that lets everything through."""
    if node is None:
        return {"join": "and", "negated": False, "rows": []}
    outermost = _item(node)
    return outermost if "rows" in outermost else {"join": "and", "negated": False, "rows": [outermost]}


def _item(node: Node, negated: bool = False) -> dict[str, Any]:
    if isinstance(node, Not) and not negated:
        return _item(node.item, True)
    if isinstance(node, Not):
        # Twice negated: a group with one row keeps both.
        return {"join": "and", "negated": True, "rows": [_item(node)]}
    if isinstance(node, And | Or):
        join = "and" if isinstance(node, And) else "or"
        return {"join": join, "negated": negated, "rows": [_item(item) for item in node.items]}
    return {**json_of(node), "negated": negated}


def json_of_bar(value: Any, depth: int = 0) -> dict[str, Any]:
    """The JSON form of what a bar holds. Raises FilterErrors for what is no bar; `read_json` checks the rest."""
    if not isinstance(value, Mapping) or depth > MOST_BRACKETS:
        raise FilterErrors([FilterError(0, 0, _("Groups stand at most %(most)d deep.") % {"most": DEEPEST})])
    rest = {key: item for key, item in value.items() if key != "negated"}
    if "rows" in rest:
        rows = rest["rows"] if isinstance(rest["rows"], list) else [None]
        join = "or" if rest.get("join") == "or" else "and"
        rest = {join: [json_of_bar(row, depth + 1) for row in rows[: MOST_CONDITIONS + 1]]}
    return {"not": rest} if value.get("negated") else rest
