"""Write a filter as text: the form that reading gives back unchanged."""

from amity.kernel.filters.catalogue import Catalogue
from amity.kernel.filters.nodes import And, Condition, Happened, Node, Not, Or
from amity.kernel.filters.operators import DATES, LISTS, Type
from amity.kernel.filters.spellings import written_operator
from amity.kernel.filters.words import quoted


def text_of(node: Node | None, catalogue: Catalogue) -> str:
    """The text of a tree; '' for none."""
    if node is None:
        return ""
    if isinstance(node, Or):
        return " or ".join(_inside(item, catalogue, Or) for item in node.items)
    if isinstance(node, And):
        return " and ".join(_inside(item, catalogue, And, Or) for item in node.items)
    if isinstance(node, Not):
        return f"not {_inside(node.item, catalogue, And, Or)}"
    if isinstance(node, Condition):
        return _condition(node, catalogue)
    return _happened(node, catalogue)


def _inside(node: Node, catalogue: Catalogue, *needing_brackets: type) -> str:
    text = text_of(node, catalogue)
    return f"({text})" if isinstance(node, needing_brackets) else text


def _condition(node: Condition, catalogue: Catalogue) -> str:
    found = catalogue.find(node.field)
    kind = found.field.type if found else Type.TEXT
    if kind in DATES and node.operator in ("<", ">") and node.values[0].endswith(" ago"):
        return f"{node.field} {'more' if node.operator == '<' else 'less'} than {node.values[0]}"
    values = [value if kind in DATES or kind == Type.MONEY else quoted(value) for value in node.values]
    parts = [node.field, written_operator(kind, node.operator, node.values)]
    if node.operator in LISTS:
        parts.append(f"({', '.join(values)})")
    elif values:
        parts.append(" and ".join(values))
    return " ".join(parts)


def _happened(node: Happened, catalogue: Catalogue) -> str:
    behaviour = catalogue.behaviours.get(node.behaviour)
    parts = [behaviour.phrase if behaviour else node.behaviour]
    if node.detail:
        parts.append(f"{node.detail[0]} {quoted(node.detail[1])}")
    if node.measure == "amount":
        parts.append(f"for {node.comparison} {node.figure}")
    elif (node.comparison, node.figure) != ("at least", "1"):
        parts.append(f"{node.comparison} {node.figure} {'time' if node.figure == '1' else 'times'}")
    if node.window:
        parts.append(f"{node.bound} {node.window}")
    return " ".join(parts)
