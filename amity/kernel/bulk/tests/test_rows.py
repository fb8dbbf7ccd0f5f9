"""What bulk writing stores reads back exactly as if the ORM had stored it, on both databases."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from amity.kernel.bulk import delete_ids, insert_rows, reserve_ids, update_rows
from amity.kernel.bulk.rows import COPY_FROM
from amity.kernel.commands import Refused, unit_of_work
from amity.kernel.ids import new_uid
from amity.kernel.testing.tables import Shelf, Specimen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kernel_tables")]
COLUMNS = tuple(field.attname for field in Specimen._meta.concrete_fields if field.attname != "id")
NOTHING: dict[str, Any] = {
    "big": None, "weight": None, "price": None, "day": None, "seen_at": None, "clock": None, "took": None,
    "raw": None, "data": None, "shelf_id": None,
}  # fmt: skip
TOKYO = timezone(timedelta(hours=9))


def specimens() -> list[dict[str, Any]]:
    plain = {
        "name": "Ada", "name_key": "ada", "text": "", "mail": "", "colour": "red", "size": 1, "count": 0,
        "is_rare": False, **NOTHING,
    }  # fmt: skip
    full = {
        "name": "Zoë \\N \t\n'\"%s", "name_key": "zoe", "text": "a\\tb\r\nπ🙂", "mail": "ada@example.com",
        "colour": Specimen.Colour.BLUE, "size": Specimen.Size.LARGE, "count": 7, "big": -(2**62), "weight": 0.1,
        "price": Decimal("12345.6789"), "is_rare": True, "day": date(1931, 2, 3),
        "seen_at": datetime(2026, 3, 29, 2, 30, 15, 123456, tzinfo=TOKYO), "clock": time(23, 59, 59, 1),
        "took": timedelta(days=2, microseconds=3), "raw": b"\x00\xff\\", "data": {"a": [1, None, "ü\\n"], "b": {}},
        "shelf_id": Shelf.objects.create(name="top").pk,
    }  # fmt: skip
    odd = [
        {"data": []}, {"data": 0}, {"data": "text"}, {"data": False}, {"text": "\\."}, {"text": "\\N"},
        {"seen_at": datetime(2026, 1, 1, tzinfo=UTC)}, {"day": date(1, 1, 1)}, {"weight": 1e300}, {"raw": b""},
        {"took": timedelta(0)}, {"price": Decimal("0")},
    ]  # fmt: skip
    return [plain, full, *({**plain, **one} for one in odd)]


def read_back() -> list[dict[str, Any]]:
    return [
        {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
        for row in Specimen.objects.order_by("id").values(*(name for name in COLUMNS if name != "uid"))
    ]


@pytest.mark.parametrize("times", [1, COPY_FROM], ids=["few rows", "many rows"])
def test_inserted_rows_equal_those_of_the_orm(times):
    rows = [row for row in specimens() for _ in range(times)]
    for row in rows:
        Specimen.objects.create(uid=new_uid(), **row)
    expected = read_back()
    Specimen.objects.all().delete()
    for start in range(0, len(rows), times):
        some = [[new_uid() if name == "uid" else row[name] for name in COLUMNS] for row in rows[start : start + times]]
        assert insert_rows(Specimen, COLUMNS, some) == times
    assert read_back() == expected
    assert Specimen.objects.filter(seen_at=specimens()[1]["seen_at"], data__a__0=1).count() == times


@pytest.mark.parametrize("count", [1, 2, 20])
def test_updated_rows_equal_those_of_the_orm(count):
    Specimen.objects.bulk_create(Specimen() for _ in range(count))
    ids = list(Specimen.objects.order_by("id").values_list("id", flat=True))
    names = [name for name in COLUMNS if name != "uid"]
    for row in specimens():
        for pk in ids:
            Specimen(pk=pk, **row).save(update_fields=[name for name in names if name != "id"])
        expected = read_back()
        Specimen.objects.update(**{**NOTHING, "name": "?", "text": "?"})
        assert update_rows(Specimen, names, [[*(row[name] for name in names), pk] for pk in ids]) == count
        assert read_back() == expected


def test_ready_json_is_stored_as_it_is():
    insert_rows(Shelf, ("name",), [])
    Specimen.objects.create()
    pk = Specimen.objects.get().pk
    update_rows(Specimen, ("data",), [('{"a":1}', pk)], json_ready=True)
    assert Specimen.objects.get().data == {"a": 1}


def test_a_time_without_zone_is_an_error():
    Specimen.objects.create()
    with pytest.raises(ValueError, match="no time zone"):
        update_rows(Specimen, ("seen_at",), [(datetime(2026, 1, 1), Specimen.objects.get().pk)])


def test_an_unknown_column_is_an_error():
    with pytest.raises(KeyError):
        insert_rows(Shelf, ("nmae",), [("oak",)])


@pytest.mark.parametrize("count", [2, COPY_FROM * 2])
def test_a_broken_constraint_raises_djangos_error(count):
    uid = new_uid()
    columns = ("uid", "name", "name_key", "text", "mail", "colour", "size", "count", "is_rare")
    rows = [(uid, "", "", "", "", "red", 1, 0, False)] * count
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Specimen, columns, rows)
    assert not Specimen.objects.exists()


def test_text_that_is_too_long_raises_djangos_error_where_the_database_minds():
    rows = [("x" * 41,)] * (COPY_FROM * 2)
    if connection.vendor == "postgresql":
        with pytest.raises(DataError), transaction.atomic():
            insert_rows(Shelf, ("name",), rows)


@pytest.mark.parametrize("count", [1, COPY_FROM * 2])
def test_writes_can_be_watched_and_refused_at_the_connection(count):
    seen = []

    def refuse(execute, sql, params, many, context):
        seen.append(sql.split()[0])
        raise PermissionError

    with connection.execute_wrapper(refuse), pytest.raises(PermissionError):
        insert_rows(Shelf, ("name",), [("oak",)] * count)
    assert seen == ["COPY" if connection.vendor == "postgresql" and count > 1 else "INSERT"]


def test_reserved_keys_rise_and_are_never_given_twice():
    first = list(reserve_ids(Shelf, 3))
    insert_rows(Shelf, ("id", "name"), [(pk, "reserved") for pk in first])
    ours = Shelf.objects.create(name="the database's own choice").pk
    second = list(reserve_ids(Shelf, 2))
    everything = [*first, ours, *second]
    assert everything == sorted(set(everything))
    assert Shelf.objects.create(name="last").pk not in everything


def test_keys_reserved_before_their_rows_come_stay_ours():
    reserved = list(reserve_ids(Shelf, 2))
    other = Shelf.objects.create(name="in between").pk
    assert other not in reserved
    insert_rows(Shelf, ("id", "name"), [(pk, "late") for pk in reserved])
    assert Shelf.objects.count() == 3


def test_keys_reserved_in_a_command_that_was_refused_do_no_harm():
    with unit_of_work():
        kept = list(reserve_ids(Shelf, 2))
        with pytest.raises(Refused), unit_of_work():
            lost = list(reserve_ids(Shelf, 2))
            insert_rows(Shelf, ("id", "name"), [(pk, "lost") for pk in lost])
            raise Refused("testing.refused", "No.")
        again = list(reserve_ids(Shelf, 2))
        insert_rows(Shelf, ("id", "name"), [(pk, "kept") for pk in [*kept, *again]])
    assert Shelf.objects.count() == 4
    assert Shelf.objects.create(name="next").pk not in {*kept, *again}


def test_rows_are_deleted_by_key():
    keys = [Shelf.objects.create(name=str(number)).pk for number in range(3)]
    delete_ids(Shelf, keys[:2])
    assert list(Shelf.objects.values_list("pk", flat=True)) == keys[2:]
