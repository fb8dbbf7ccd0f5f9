"""Full-text search over a table's `search_text`: FTS5 on SQLite, a GIN index on PostgreSQL, the same answers from both.

Words are found by their beginning. What differs by one letter is found too, by asking the index itself for all
spellings that are one edit away: there is no vocabulary to keep.
"""

from amity.kernel.search.finding import Candidate, candidates, frequent_words, is_kept, is_whole, ranked, rebuild, tidy
from amity.kernel.search.marking import Mark, marked
from amity.kernel.search.spelling import read_alike, variable_words
from amity.kernel.search.words import Reading, read_abroad, readings

__all__ = [
    "Candidate",
    "Mark",
    "Reading",
    "candidates",
    "frequent_words",
    "is_kept",
    "is_whole",
    "marked",
    "ranked",
    "read_abroad",
    "read_alike",
    "readings",
    "rebuild",
    "tidy",
    "variable_words",
]
