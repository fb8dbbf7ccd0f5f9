"""What records are counted by, kept beside the facts that tell of it and written with them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from amity.kernel.bulk import insert_rows
from amity.kernel.facts.kinds import Fact
from amity.kernel.facts.models import Occurrence
from amity.kernel.facts.refs import Ref

COLUMNS = ("kind", "record_kind", "record_id", "occurred_at", "subject_id")
Told = tuple[Fact, Sequence[Ref], datetime]


def write_occurrences(told: Iterable[Told]) -> None:
    """Note what happened and forget what was taken back, in the order it was told."""
    happened: list[tuple[Any, ...]] = []
    for fact, about, at in told:
        number, subject = fact.counted
        if number:
            happened.extend((number, kind, record_id, at, subject) for kind, record_id in about)
        elif fact.ends:
            insert_rows(Occurrence, COLUMNS, happened)
            happened = []
            for kind, record_id in about:
                Occurrence.objects.filter(
                    kind=fact.ends, record_kind=kind, record_id=record_id, subject_id=getattr(fact, fact.subject)
                ).delete()
    insert_rows(Occurrence, COLUMNS, happened)


def fill_occurrences(number: int, occurs: str, ends: str, subject: str) -> None:
    """Write the occurrences of one number from the facts, anew; `occurs` and `ends` are names of kinds of fact.

    Also for the migration of a room whose facts begin to count.
    """
    if connection.vendor == "postgresql":
        field, pairs = f"(f.data->>'{subject}')::bigint", "jsonb_array_elements(f.about) pair"
        parts = "(pair->>0)::smallint, (pair->>1)::bigint"
    else:
        field, pairs = f"(f.data->>'$.{subject}')", "json_each(f.about) pair"
        parts = "pair.value->>'$[0]', pair.value->>'$[1]'"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM occurrence WHERE kind = %s", [number])
        # Sorted, for the table is clustered.
        cursor.execute(
            f"""INSERT INTO occurrence (kind, record_kind, record_id, occurred_at, subject_id)
            SELECT DISTINCT %s, {parts}, f.occurred_at, {field} FROM fact f, {pairs}
            WHERE f.kind = %s AND {field} IS NOT NULL AND {field} NOT IN (
                SELECT {field} FROM fact f WHERE f.kind = %s AND {field} IS NOT NULL
            )
            ORDER BY 2, 3, 4, 5""",  # noqa: S608 - names of our own
            [number, occurs, ends],
        )
