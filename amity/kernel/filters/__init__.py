"""One filter language: fields, relations and behaviours that rooms register, asked in text, JSON or a bar.

Semantics, the same on both databases: what is empty fulfils no comparison and every negated one; text compares by its
sort key; dates go by the viewer's clock; records and happenings that the viewer may not see do not count.
"""

from amity.kernel.filters.catalogue import Behaviour, Catalogue, Choice, Detail, Field, Through
from amity.kernel.filters.completing import Completion, completions
from amity.kernel.filters.describing import described
from amity.kernel.filters.errors import FilterError, FilterErrors
from amity.kernel.filters.filter import Filter, filtered, parse_bar, parse_json, parse_text
from amity.kernel.filters.operators import Type
from amity.kernel.filters.spelling import Reading

__all__ = [
    "Behaviour",
    "Catalogue",
    "Choice",
    "Completion",
    "Detail",
    "Field",
    "Filter",
    "FilterError",
    "FilterErrors",
    "Reading",
    "Through",
    "Type",
    "completions",
    "described",
    "filtered",
    "parse_bar",
    "parse_json",
    "parse_text",
]
