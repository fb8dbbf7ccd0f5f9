"""How operators are written: what is read, and the one way we write them ourselves."""

from collections.abc import Sequence
from functools import lru_cache

from amity.kernel.filters.catalogue import Field
from amity.kernel.filters.operators import DATES, Type

Spelling = tuple[tuple[str, ...], str, str]

_ALL: Sequence[tuple[str, str]] = (
    ("is not empty", "is not empty"),
    ("is empty", "is empty"),
    ("is not", "!="),
    ("is one of", "in"),
    ("is none of", "not in"),
    ("is", "="),
    ("=", "="),
    ("!=", "!="),
    ("<=", "<="),
    (">=", ">="),
    ("<", "<"),
    (">", ">"),
    ("not in", "not in"),
    ("in", "in"),
    ("contains", "contains"),
    ("does not contain", "does not contain"),
    ("starts with", "starts with"),
    ("between", "between"),
)
_OF_DATES: Sequence[tuple[str, str]] = (
    ("is not in", "!="),
    ("is in", "="),
    ("not in", "!="),
    ("in", "="),
    ("on", "="),
    ("before", "<"),
    ("since", ">="),
    ("after", ">"),
    ("until", "<="),
)
_OF_TAGS: Sequence[tuple[str, str]] = (("has all of", "has all of"), ("has any of", "in"), ("has", "="))


def spellings(field: Field) -> list[Spelling]:
    """What may follow a field: words, the operator they mean, and `ago` for what needs a distance behind it."""
    return _spellings(field.type, field.allowed)


@lru_cache(maxsize=64)
def _spellings(kind: Type, allowed: tuple[str, ...]) -> list[Spelling]:
    own: Sequence[tuple[str, str]] = _OF_DATES if kind in DATES else _OF_TAGS if kind == Type.TAG else ()
    taken = {words for words, _operator in own}
    found: list[Spelling] = []
    if kind in DATES:
        found = [(("more", "than"), "<", "ago"), (("less", "than"), ">", "ago")]
    found.extend(
        (tuple(words.split()), operator, "")
        for words, operator in (*own, *(pair for pair in _ALL if pair[0] not in taken))
        if operator in allowed
    )
    # The longest first: "is not empty" before "is not" before "is".
    return sorted(found, key=lambda spelling: -len(spelling[0]))


def written_operator(kind: Type, operator: str, values: tuple[str, ...]) -> str:
    """The operator as we write it."""
    if kind not in DATES:
        return operator
    if operator in ("=", "!="):
        word = {"=": "in", "!=": "not in"}[operator]
        return word if values[0].split(" ")[0] in ("the", "this", "last", "next") else operator
    return {"<": "before", "<=": "until", ">": "after", ">=": "since"}.get(operator, operator)
