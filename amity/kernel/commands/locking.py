"""Row locks, taken one way everywhere."""

from typing import TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def locked(rows: QuerySet[M]) -> QuerySet[M]:
    """Lock `rows` in primary-key order, FOR NO KEY UPDATE, so that foreign-key checks of others go on.

    On SQLite the IMMEDIATE transaction already is the lock.
    """
    return rows.order_by("pk").select_for_update(no_key=True, of=("self",))
