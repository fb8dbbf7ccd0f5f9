"""Types of fields, and what can be asked of each."""

from enum import StrEnum


class Type(StrEnum):
    """What a field holds, which decides its operators and how its values are written."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    CHOICE = "choice"
    YES_NO = "yes_no"
    RELATION = "relation"
    TAG = "tag"


# A negated operator is the negation of its other half, so it includes what is empty.
OPPOSITE = {"!=": "=", "not in": "in", "does not contain": "contains", "is empty": "is not empty"}

_EMPTY = ("is empty", "is not empty")
_COMPARED = ("=", "!=", "<", "<=", ">", ">=", "between", *_EMPTY)

OPERATORS: dict[Type, tuple[str, ...]] = {
    Type.TEXT: ("=", "!=", "contains", "does not contain", "starts with", "in", "not in", *_EMPTY),
    Type.NUMBER: _COMPARED,
    Type.MONEY: _COMPARED,
    Type.DATE: _COMPARED,
    Type.MOMENT: _COMPARED,
    Type.CHOICE: ("=", "!=", "in", "not in", *_EMPTY),
    Type.YES_NO: ("=", "!="),
    Type.RELATION: ("=", "!=", "in", "not in", *_EMPTY),
    Type.TAG: ("=", "!=", "in", "not in", "has all of", *_EMPTY),
}

DATES = frozenset({Type.DATE, Type.MOMENT})
LISTS = frozenset({"in", "not in", "has all of"})
WITHOUT_VALUE = frozenset(_EMPTY)


def value_count(operator: str) -> tuple[int, int | None]:
    """The least and the most values an operator takes; None is any number."""
    if operator in WITHOUT_VALUE:
        return 0, 0
    if operator in LISTS:
        return 1, None
    return (2, 2) if operator == "between" else (1, 1)
