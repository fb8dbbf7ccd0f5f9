"""Ask the index: rows an actor may see that match a reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Model, QuerySet

from amity.kernel.search.tables import BEGINNINGS, KEEPERS, index_name, to_add, to_drop
from amity.kernel.search.words import Reading

# More are not compared: who sees this many types one letter more.
MOST_CANDIDATES = 300
# On SQLite, up to so many visible rows are held beside the index; more are looked up one by one as they match.
FEW_VISIBLE = 20_000
# PostgreSQL asks the index first which of many spellings it holds: testing each row against all of them is dear.
MANY_SPELLINGS = 8
HANDFUL = 16
PAGES_A_STEP = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that matches; `key` is its `name_key`, `text` its `search_text`."""

    id: int
    key: str
    text: str


def candidates(
    visible: QuerySet[Any], reading: Reading, *, among: QuerySet[Any] | None = None, limit: int = MOST_CANDIDATES
) -> list[Candidate]:
    """Up to `limit` of the `visible` rows that match, in no order that means anything.

    One statement decides what matches and what may be seen, before any limit. `among` is given where that leaves out
    most rows: all that may be visible and few besides, cheap to list from an index of their own.
    """
    model = visible.model
    if connection.vendor == "postgresql":
        terms = _spellings_there_are(model, reading.terms)
        if not all(terms):
            return []
        statement, parameters = _on_postgresql(visible, terms, limit)
    else:
        statement, parameters = _on_sqlite(visible, reading.terms, limit, among)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [Candidate(*row) for row in cursor.fetchall()]


def frequent_words(model: type[Model], words: Iterable[str], *, least: int) -> set[str]:
    """Those of `words` that at least `least` rows of the table begin a word with, seen or not."""
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        rows, query = f"{table} WHERE search_words(search_text) @@ %s::tsquery", _lexeme
    else:
        rows, query = f"{index_name(table)} WHERE {index_name(table)} MATCH %s", '"{}"*'.format
    found = set()
    with connection.cursor() as cursor:
        for word in words:
            cursor.execute(f"SELECT count(*) FROM (SELECT 1 FROM {rows} LIMIT {least}) AS known", [query(word)])  # noqa: S608
            if cursor.fetchone()[0] >= least:
                found.add(word)
    return found


def ranked(found: Iterable[Candidate], reading: Reading) -> list[Candidate]:
    """Best first: the name itself, a whole field, how the name begins, words of the name, anything else; by name."""
    first_words = [f" {words[0]}" for words in reading.terms]
    key = reading.key

    def order(item: Candidate) -> tuple[int, str, int]:
        if item.key == key:
            place = 0
        elif f" {key} " in f" {item.text} ":
            place = 1
        elif item.key.startswith(key):
            place = 2
        else:
            name = f" {item.key}"
            place = 3 if all(word in name for word in first_words) else 4
        return (place, item.key, item.id)

    return sorted(found, key=order)


def rebuild(model: type[Model]) -> None:
    """Build a table's index anew from its rows, with all that keeps it."""
    table = model._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in [*to_drop(table, connection.vendor), *to_add(table, connection.vendor)]:
            cursor.execute(statement)


def tidy(model: type[Model]) -> None:
    """Bring a table's index together, which finds several times as fast then: changes leave it in pieces.

    In steps of some milliseconds, so that nobody waits for the database meanwhile.
    """
    index = index_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
            return
        # Negative: all pieces become one. FTS5 says that there was nothing left to do by changing less than two rows.
        pages, changes = -PAGES_A_STEP, 2
        while changes >= 2:
            cursor.execute("SELECT total_changes()")
            before = cursor.fetchone()[0]
            with transaction.atomic():
                cursor.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('merge', %s)", [pages])  # noqa: S608
            cursor.execute("SELECT total_changes()")
            pages, changes = PAGES_A_STEP, cursor.fetchone()[0] - before


def is_kept(model: type[Model]) -> bool:
    """Whether the index is there and the database keeps it up; a glance."""
    index = index_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)", [index])
            return cursor.fetchone() == (True,)
        names = [index, *(f"{index}_{what}" for what in KEEPERS)]
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE name IN (%s, %s, %s, %s)", names)
        return cursor.fetchone() == (len(names),)


def is_whole(model: type[Model]) -> bool:
    """Whether the index also says the same as the rows. SQLite compares them all, two seconds for a million; what
    PostgreSQL computes from the row itself cannot differ."""
    if not is_kept(model):
        return False
    index = index_name(model._meta.db_table)
    if connection.vendor == "sqlite":
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        except DatabaseError:
            return False
    return True


def _visible_sql(visible: QuerySet[Any]) -> tuple[str, tuple[Any, ...]]:
    sql, parameters = visible.order_by().values_list("id", "name_key", "search_text").query.sql_with_params()
    return sql, tuple(parameters)


def _on_sqlite(
    visible: QuerySet[Any], terms: Iterable[tuple[str, ...]], limit: int, among: QuerySet[Any] | None
) -> tuple[str, tuple[Any, ...]]:
    sql, parameters = _visible_sql(visible)
    index = index_name(visible.model._meta.db_table)
    match = " AND ".join("(" + " OR ".join(f'"{word}"*' for word in words) + ")" for words in terms)
    # CROSS JOIN: the index leads. The newest match first, which costs nothing; ranking by FTS5 itself would.
    found = f"FROM {index} AS found CROSS JOIN ({sql}) AS seen ON seen.id = found.rowid WHERE {index} MATCH %s"
    if among is not None and among.order_by().values("pk")[: FEW_VISIBLE + 1].count() <= FEW_VISIBLE:
        ids, id_parameters = among.order_by().values_list("id").query.sql_with_params()
        # The plus keeps SQLite from asking the index once a visible row.
        found += f" AND +found.rowid IN ({ids})"
        return (
            f"SELECT seen.id, seen.name_key, seen.search_text {found} ORDER BY found.rowid DESC LIMIT {limit}",
            (*parameters, match, *id_parameters),
        )
    return (
        f"SELECT seen.id, seen.name_key, seen.search_text {found} ORDER BY found.rowid DESC LIMIT {limit}",
        (*parameters, match),
    )


def _on_postgresql(visible: QuerySet[Any], terms: Iterable[tuple[str, ...]], limit: int) -> tuple[str, tuple[Any, ...]]:
    sql, parameters = _visible_sql(visible)
    query = " & ".join("(" + " | ".join(_lexeme(word) for word in words) + ")" for words in terms)
    return (
        f"SELECT id, name_key, search_text FROM ({sql}) AS seen "  # noqa: S608
        f"WHERE search_words(search_text) @@ %s::tsquery LIMIT {limit}",
        (*parameters, query),
    )


def _lexeme(word: str) -> str:
    return f"'{word}.'" if len(word) <= BEGINNINGS else f"'{word}':*"


def _spellings_there_are(model: type[Model], terms: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The terms with only those of many words that the index has at all."""
    found = []
    for words in terms:
        if len(words) > MANY_SPELLINGS:
            # By the handful first: each question reads through the rows that wait to be indexed.
            handfuls = [words[start : start + HANDFUL] for start in range(0, len(words), HANDFUL)]
            some = _there_are(model, [" | ".join(map(_lexeme, handful)) for handful in handfuls])
            near = [word for place in some for word in handfuls[place]]
            words = tuple(near[place] for place in _there_are(model, [_lexeme(word) for word in near]))
        found.append(words)
    return found


def _there_are(model: type[Model], queries: list[str]) -> list[int]:
    """The places of those queries that any row matches."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT place FROM unnest(%s::text[]) WITH ORDINALITY AS asked (query, place) WHERE EXISTS ("  # noqa: S608
            f"SELECT 1 FROM {model._meta.db_table} WHERE search_words(search_text) @@ query::tsquery)",
            [queries],
        )
        return [row[0] - 1 for row in cursor.fetchall()]
