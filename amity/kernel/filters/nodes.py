"""A filter as a tree. Values are canonical text, so that text, JSON and the bar carry the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Condition:
    """`field` may lead one hop away: `company.industry`."""

    field: str
    operator: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Happened:
    """Something happened often or for much enough: `ordered product "X" at least 2 times in the last 90 days`.

    `comparison` is at least, at most or exactly; `figure` a count, or an amount with its currency where `measure` is
    "amount"; `detail` narrows what counts; `window` is a period, '' for ever, and `bound` in, since or before it.
    """

    behaviour: str
    comparison: str = "at least"
    figure: str = "1"
    measure: str = "times"
    detail: tuple[str, str] | None = None
    window: str = ""
    bound: str = "in"


@dataclass(frozen=True, slots=True)
class And:
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    item: "Node"


Node: TypeAlias = Condition | Happened | And | Or | Not


def joined(kind: type[And] | type[Or], items: Iterable[Node]) -> Node | None:
    """The items under one And or Or: none is None, one is itself, groups of the same kind become one."""
    flat: list[Node] = []
    for item in items:
        flat.extend(item.items if isinstance(item, kind) else [item])
    if not flat:
        return None
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def leaves(node: Node | None) -> Iterator[Condition | Happened]:
    """All conditions, from left to right."""
    if isinstance(node, And | Or):
        for item in node.items:
            yield from leaves(item)
    elif isinstance(node, Not):
        yield from leaves(node.item)
    elif node is not None:
        yield node


def depth(node: Node | None) -> int:
    """How deep groups and negations stand in one another."""
    if isinstance(node, And | Or):
        return 1 + max(map(depth, node.items))
    if isinstance(node, Not):
        return 1 + depth(node.item)
    return 0 if node is None else 1
