"""A filter: one tree in three forms, and what it leaves of a set of records."""

from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor
from amity.kernel.filters.bar import bar_of, json_of_bar
from amity.kernel.filters.catalogue import Catalogue
from amity.kernel.filters.compiling import condition_of
from amity.kernel.filters.errors import FilterError, FilterErrors
from amity.kernel.filters.json_form import json_of, read_json
from amity.kernel.filters.nodes import And, Node, depth, joined
from amity.kernel.filters.reading import DEEPEST, read_text
from amity.kernel.filters.spelling import Reading
from amity.kernel.filters.telling import text_of
from amity.kernel.filters.words import LONGEST_TEXT

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Filter:
    """`root` is None for a filter that lets everything through. The forms round-trip: each reads what it wrote."""

    root: Node | None
    catalogue: Catalogue = field(compare=False, repr=False)

    def __bool__(self) -> bool:
        return self.root is not None

    def to_text(self) -> str:
        return text_of(self.root, self.catalogue)

    def to_json(self) -> dict[str, Any]:
        return json_of(self.root)

    def to_bar(self) -> dict[str, Any]:
        return bar_of(self.root)

    @property
    def parts(self) -> list["Filter"]:
        """What has to hold together, one filter each: the chips of a bar."""
        if self.root is None:
            return []
        nodes = self.root.items if isinstance(self.root, And) else (self.root,)
        return [Filter(node, self.catalogue) for node in nodes]

    def without(self, part: int) -> "Filter":
        """The filter that is left when one of `parts` is taken away."""
        return Filter(
            joined(And, (item.root for place, item in enumerate(self.parts) if place != part and item.root)),
            self.catalogue,
        )

    def with_part(self, other: "Filter") -> "Filter":
        """Both have to hold."""
        return _checked(joined(And, (node for node in (self.root, other.root) if node is not None)), self.catalogue)


def parse_text(text: str, catalogue: Catalogue) -> Filter:
    """The filter a text means. Raises FilterErrors."""
    return _checked(read_text(text, catalogue), catalogue)


def parse_json(value: Any, catalogue: Catalogue) -> Filter:
    """The filter a JSON value means. Raises FilterErrors."""
    return _checked(read_json(value, catalogue), catalogue)


def parse_bar(value: Any, catalogue: Catalogue) -> Filter:
    """The filter that a bar holds. Raises FilterErrors."""
    return parse_json(json_of_bar(value), catalogue)


def filtered(
    rows: "QuerySet[M]", wanted: Filter, catalogue: Catalogue, *, seen_by: Actor, reading: Reading = "page"
) -> "QuerySet[M]":
    """Those of `rows` that fit; `rows` are of the catalogue's kind, and seen by the catalogue's viewer.

    `reading` says what for: a page, a count up to 10,000, or all of them, as a job does. The answer is the same, the
    statement is not.
    """
    if seen_by != catalogue.seen_by:
        raise ValueError("a filter is compiled for the viewer whose catalogue it was read with")
    return rows if wanted.root is None else rows.filter(condition_of(wanted.root, catalogue, reading=reading))


def _checked(node: Node | None, catalogue: Catalogue) -> Filter:
    """Limits that are the same for all forms."""
    if depth(node) > DEEPEST + 1:
        raise FilterErrors([FilterError(0, 0, _("Groups stand at most %(most)d deep.") % {"most": DEEPEST})])
    made = Filter(node, catalogue)
    if len(made.to_text()) > LONGEST_TEXT:
        message = _("A filter has at most %(most)d letters.") % {"most": LONGEST_TEXT}
        raise FilterErrors([FilterError(0, 0, message)])
    return made
