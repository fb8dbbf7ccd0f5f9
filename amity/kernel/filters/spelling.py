"""Whether rows of another table belong to a record, spelled as each database answers fastest for what is asked."""

from typing import Any, Literal

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connection
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Count,
    Exists,
    Expression,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual, LessThan

# Of so many rows the set is made in less time than some thousand records are looked up one by one.
FEW = 20_000
# PostgreSQL groups a set this large sooner than it has looked up those it counts (162 against 336 ms, measured); a page
# is full before either.
FEW_TO_COUNT = 300_000
Reading = Literal["page", "count", "all"]


def belongs(column: str, rows: "QuerySet[Any]", record: str, *, negated: bool, least: int = 1, as_set: bool) -> Q:
    """Whether at least `least` of `rows` name in their column `record` what `column` holds; null names nothing.

    The one place that chooses. As a set the database reads all `rows` before it answers; one by one it looks each
    record up by an index, and stops as soon as a page is full or 10,000 are counted. So one by one is right where many
    records fit (all negations, and rows that are many), the set where few do, and where everything is read anyway.
    """
    if not as_set:
        return _one_by_one(column, rows, record, negated, least)
    rows = rows.order_by()
    if negated:
        rows = rows.filter(**{f"{record}__isnull": False})
    if least > 1:
        often = rows.values(record).annotate(often=Count(record)).filter(often__gte=least)
        return Q(Among(column, often.values(record), negated=negated))
    return Q(Among(column, rows.values(record), negated=negated))


def comes_to(
    column: str,
    rows: "QuerySet[Any]",
    record: str,
    *,
    amount: str,
    limit: int,
    negated: bool,
    as_set: bool | None = None,
) -> Q:
    """Whether `amount` of the rows that name the record adds up to at least `limit`; no row adds up to 0."""
    rows = rows.order_by()
    if not as_set:
        # Not an Aggregate, which would bring a GROUP BY, and SQLite then passes over the index that covers all this.
        total = Func(F(amount), function="SUM", output_field=BigIntegerField())
        each = rows.filter(**{record: OuterRef(column)}).annotate(worth=total).values("worth")
        worth = Coalesce(Subquery(each), Value(0))
        return Q(LessThan(worth, limit) if negated else GreaterThanOrEqual(worth, limit))
    rows = rows.filter(**{f"{record}__isnull": False})
    summed = rows.values(record).annotate(worth=Sum(amount))
    if limit <= 0:
        # Nothing is enough: the set is of those who come to less.
        return Q(Among(column, summed.filter(worth__lt=limit).values(record), negated=not negated))
    return Q(Among(column, summed.filter(worth__gte=limit).values(record), negated=negated))


def are_few(rows: "QuerySet[Any]", record: str, *, most: int) -> bool:
    """Whether there are at most so many; one query, which stops early."""
    return rows.order_by().values(record)[: most + 1].count() <= most


def few_for(reading: Reading, *, is_grouped: bool) -> int:
    """Up to how many rows a set is made of them."""
    is_large = is_grouped and reading == "count" and connection.vendor == "postgresql"
    return FEW_TO_COUNT if is_large else FEW


def _one_by_one(column: str, rows: "QuerySet[Any]", record: str, negated: bool, least: int) -> Q:
    each = rows.order_by().filter(**{record: OuterRef(column)})
    if least > 1:
        # The second of two is there: no need to count them all.
        each = each[least - 1 : least]
    return Q(~Exists(each)) if negated else Q(Exists(each))


class Among(Expression):
    """Whether `column` is among the one column of `rows`; both may be null, and null is among nothing.

    Negated it is NOT IN on SQLite, which builds the set once, and NOT EXISTS on PostgreSQL, which joins: the other
    way round each was eleven times slower. `rows` must not hold nulls when negated: the caller excludes them.
    """

    conditional = True
    output_field = BooleanField()

    def __init__(self, column: str, rows: "QuerySet[Any]", *, negated: bool = False) -> None:
        super().__init__()
        self.column: Any = F(column)
        self.rows: Any = Subquery(rows)
        self.negated = negated

    def get_source_expressions(self) -> list[Any]:
        return [self.column, self.rows]

    def set_source_expressions(self, exprs: Any) -> None:
        self.column, self.rows = exprs

    def _compiled_rows(self, compiler: Any) -> Any:
        try:
            return compiler.compile(self.rows)
        except EmptyResultSet:
            # Django knows that no row can fit: then nothing is among them, and everything is not.
            if self.negated:
                raise FullResultSet from None
            raise

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, column_params = compiler.compile(self.column)
        rows, params = self._compiled_rows(compiler)
        if not self.negated:
            return f"{column} IN {rows}", (*column_params, *params)
        if self._is_never_null():
            return f"{column} NOT IN {rows}", (*column_params, *params)
        return f"({column} IS NULL OR {column} NOT IN {rows})", (*column_params, *column_params, *params)

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        if not self.negated:
            return self.as_sql(compiler, connection)
        column, column_params = compiler.compile(self.column)
        rows, params = self._compiled_rows(compiler)
        # The set as a table of its own: grouped sets are joined against too.
        sql = f"NOT EXISTS (SELECT 1 FROM {rows} AS among(id) WHERE among.id = {column})"  # noqa: S608 - compiled SQL
        return sql, (*params, *column_params)

    def _is_never_null(self) -> bool:
        field = getattr(self.column, "target", None)
        return bool(field is not None and field.primary_key)
