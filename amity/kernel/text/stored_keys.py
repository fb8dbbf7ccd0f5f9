"""Give a table that is in use columns for sort keys, and fill them: a few statements, however many rows there are."""

from collections.abc import Iterable
from typing import Any

from django.db import migrations

from amity.kernel.text import KeyField, sort_key

# (column, text column, most letters)
Keys = Iterable[tuple[str, str, int]]


def add_keys(model_name: str, table: str, *keys: tuple[str, str, int]) -> migrations.SeparateDatabaseAndState:
    """The operation of a migration. Django's own would write the table anew on SQLite, once for each column."""
    return migrations.SeparateDatabaseAndState(
        database_operations=[
            migrations.RunPython(
                lambda _apps, editor: _add(editor, table, keys), lambda _apps, editor: _drop(editor, table, keys)
            )
        ],
        state_operations=[
            migrations.AddField(model_name, column, KeyField(default="", max_length=most, of=text))
            for column, text, most in keys
        ],
    )


def _add(editor: Any, table: str, keys: Keys) -> None:
    collation = ' COLLATE "C"' if editor.connection.vendor == "postgresql" else ""
    for column, _text, most in keys:
        editor.execute(f"ALTER TABLE {table} ADD COLUMN {column} varchar({most}){collation} NOT NULL DEFAULT ''")
    with editor.connection.cursor() as cursor:
        # One pass for what the database can fold itself: plain ASCII that fits and needs no trimming.
        plain = {column: _is_plain(editor.connection.vendor, text, most) for column, text, most in keys}
        sets = ", ".join(
            f"{column} = CASE WHEN {plain[column]} THEN {_lower(editor.connection.vendor, text)} ELSE '' END"
            for column, text, _most in keys
        )
        filled = " OR ".join(f"{text} <> ''" for _column, text, _most in keys)
        cursor.execute(f"UPDATE {table} SET {sets} WHERE {filled}")  # noqa: S608 - names of our own tables
        for column, text, most in keys:
            cursor.execute(
                f"SELECT DISTINCT {text} FROM {table} WHERE {text} <> '' AND NOT ({plain[column]})"  # noqa: S608
            )
            folded = [(sort_key(value, length=most), value) for (value,) in cursor.fetchall()]
            _fold_the_rest(cursor, editor.connection.vendor, table, (column, text), folded)


def _fold_the_rest(
    cursor: Any, vendor: str, table: str, columns: tuple[str, str], folded: list[tuple[str, str]]
) -> None:
    if not folded:
        return
    column, text = columns
    kind = "text" if vendor == "sqlite" else 'text COLLATE "C"'
    cursor.execute(f"CREATE TEMPORARY TABLE folding (folded {kind}, plain text PRIMARY KEY)")
    cursor.executemany("INSERT INTO folding VALUES (%s, %s)", folded)
    cursor.execute(
        f"UPDATE {table} SET {column} = (SELECT folded FROM folding WHERE plain = {table}.{text}) "  # noqa: S608
        f"WHERE {text} IN (SELECT plain FROM folding)"
    )
    cursor.execute("DROP TABLE folding")


def _is_plain(vendor: str, text: str, most: int) -> str:
    # One byte a letter; `%%` because the statement goes through the driver's placeholders.
    size = f"octet_length({text})" if vendor == "postgresql" else f"length(CAST({text} AS BLOB))"
    is_short = f"length({text}) = {size} AND {size} <= {most}"
    return f"({is_short} AND {text} = trim({text}) AND {text} NOT LIKE '%%  %%')"


def _lower(vendor: str, text: str) -> str:
    return f'lower({text} COLLATE "C")' if vendor == "postgresql" else f"lower({text})"


def _drop(editor: Any, table: str, keys: Keys) -> None:
    for column, _text, _most in keys:
        editor.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
