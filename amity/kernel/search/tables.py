"""How a table is indexed on each database, and the migration operation that does it."""

from typing import Any

from django.db.migrations.operations.base import Operation

# On PostgreSQL the beginnings of words stand in the index as words of their own, with a dot no word has: a prefix of
# two letters is one entry then instead of thousands to merge. One and two letters only of a text's first four words,
# for the name stands first: with the ends of all addresses, `de` would be a quarter of the house.
BEGINNINGS = 3

# Apart at everything that ends a word in what people type; the rest of Unicode's punctuation is left inside words.
SEPARATORS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~" + "¡¢£¤¥¦§¨©«¬®¯°±´¶·¸»¿×÷‐–—―‘’‚“”„†‡•′″‹›€→、。・「」"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# COST keeps the planner from working the words out row by row where the index has them, RESTRICTED from starting
# helpers for what takes two milliseconds.
FUNCTION = """
CREATE OR REPLACE FUNCTION search_words(text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL RESTRICTED STRICT COST 10000 AS $body$
SELECT array_to_tsvector(
    words
    || array(SELECT left(word, 1) || '.' FROM unnest(words[1:4]) AS word)
    || array(SELECT left(word, 2) || '.' FROM unnest(words[1:4]) AS word)
    || array(SELECT left(word, 3) || '.' FROM unnest(words) AS word)
)
FROM (
    SELECT array(
        SELECT left(word, 64)
        FROM unnest(string_to_array(translate($1, {separators}, {spaces}), ' ')) AS word
        WHERE word <> ''
    ) AS words
    OFFSET 0
) AS split
$body$
""".format(separators=_quoted(SEPARATORS), spaces=_quoted(" " * len(SEPARATORS)))  # noqa: S608


# What the triggers of SQLite wait for.
KEEPERS = ("added", "changed", "removed")


def index_name(table: str) -> str:
    return f"{table}_search"


class AddSearch(Operation):
    """Index the column `search_text` of `table`, kept by the database itself.

    Safe to run again: a migration that makes SQLite build a table anew drops its triggers, and must name this after.
    """

    reduces_to_sql = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in to_add(self.table, schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in to_drop(self.table, schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Index the words of {self.table}"


_REMOVE = "INSERT INTO {index} ({index}, rowid, search_text) VALUES ('delete', old.id, old.search_text);"
_ADD = "INSERT INTO {index} (rowid, search_text) VALUES (new.id, new.search_text);"

# The rows themselves hold the text: the index repeats none of it. Accents are gone already.
_ON_SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS {index} USING fts5("
    "search_text, content='{table}', content_rowid='id', prefix='1 2 3', "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")",
    "DROP TRIGGER IF EXISTS {index}_added",
    "DROP TRIGGER IF EXISTS {index}_changed",
    "DROP TRIGGER IF EXISTS {index}_removed",
    f"CREATE TRIGGER {{index}}_added AFTER INSERT ON {{table}} BEGIN {_ADD} END",
    "CREATE TRIGGER {index}_changed AFTER UPDATE OF search_text ON {table} "
    f"WHEN old.search_text IS NOT new.search_text BEGIN {_REMOVE} {_ADD} END",
    f"CREATE TRIGGER {{index}}_removed AFTER DELETE ON {{table}} BEGIN {_REMOVE} END",
    "INSERT INTO {index} ({index}) VALUES ('rebuild')",
    "INSERT INTO {index} ({index}) VALUES ('optimize')",
)

# New rows wait in a list that every search reads through: short, it costs an import less than a twentieth of a
# millisecond a row and a search next to nothing.
_ON_POSTGRESQL = (
    "SET LOCAL maintenance_work_mem = '256MB'",
    "CREATE INDEX IF NOT EXISTS {index} ON {table} USING gin (search_words(search_text)) "
    "WITH (gin_pending_list_limit = 128)",
)


def to_add(table: str, vendor: str) -> list[str]:
    """The statements that index a table and fill the index; what is there already stays."""
    statements = _ON_SQLITE if vendor == "sqlite" else _ON_POSTGRESQL
    return [statement.format(table=table, index=index_name(table)) for statement in statements]


def to_drop(table: str, vendor: str) -> list[str]:
    """The statements that leave nothing of a table's index."""
    index = index_name(table)
    if vendor == "postgresql":
        return [f"DROP INDEX IF EXISTS {index}"]
    triggers = [f"DROP TRIGGER IF EXISTS {index}_{what}" for what in KEEPERS]
    return [*triggers, f"DROP TABLE IF EXISTS {index}"]
