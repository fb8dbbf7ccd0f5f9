"""A command owns its transaction; commands it calls are savepoints in it."""

import pytest
from django.db import OperationalError, connection, transaction

from amity.kernel.commands import Refused, command, find_command, in_unit, locked, run_in_unit, unit_of_work
from amity.kernel.commands.transaction import DEADLOCK_TRIES
from amity.kernel.testing.tables import Shelf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kernel_tables")]


class Deadlock(Exception):
    sqlstate = "40P01"


def broken(cause: Exception) -> OperationalError:
    error = OperationalError("the database says no")
    error.__cause__ = cause
    return error


@command("testing.put_up")
def put_up(name: str) -> int:
    return Shelf.objects.create(name=name).pk


@command("testing.put_up_and_refuse")
def put_up_and_refuse(name: str) -> None:
    put_up(name)
    raise Refused("testing.refused", "No.")


def test_a_command_is_found_by_its_name():
    assert find_command("testing.put_up") is put_up
    with pytest.raises(KeyError):
        find_command("testing.nothing")


def test_two_commands_of_one_name_are_refused():
    with pytest.raises(ValueError, match=r"two commands are called testing\.put_up"):
        command("testing.put_up")(lambda: None)


def test_a_refused_command_writes_nothing():
    with pytest.raises(Refused):
        put_up_and_refuse("oak")
    assert not Shelf.objects.exists()
    assert not in_unit()


def test_a_nested_refusal_that_is_caught_takes_back_only_the_nested_command():
    with unit_of_work():
        put_up("oak")
        with pytest.raises(Refused):
            put_up_and_refuse("ash")
        put_up("elm")
    assert list(Shelf.objects.order_by("pk").values_list("name", flat=True)) == ["oak", "elm"]


def test_a_command_that_lost_a_deadlock_runs_again():
    runs = []

    def lose_twice() -> str:
        runs.append(put_up(f"try {len(runs)}"))
        if len(runs) < 3:
            raise broken(Deadlock())
        return "won"

    assert run_in_unit(lose_twice) == "won"
    assert [shelf.name for shelf in Shelf.objects.all()] == ["try 2"]


def test_a_nested_command_leaves_the_deadlock_to_the_outermost():
    runs = []

    def lose_once() -> None:
        runs.append("outer")
        run_in_unit(inner)

    def inner() -> None:
        runs.append("inner")
        if len(runs) < 4:
            raise broken(Deadlock())

    run_in_unit(lose_once)
    assert runs == ["outer", "inner", "outer", "inner"]


def test_a_deadlock_that_never_ends_is_given_up(monkeypatch):
    monkeypatch.setattr("amity.kernel.commands.transaction.time.sleep", lambda seconds: None)
    runs = []

    def lose() -> None:
        runs.append(1)
        raise broken(Deadlock())

    with pytest.raises(OperationalError):
        run_in_unit(lose)
    assert len(runs) == DEADLOCK_TRIES


def test_other_database_errors_are_not_tried_again():
    runs = []

    def fail() -> None:
        runs.append(1)
        raise broken(Exception("disk full"))

    with pytest.raises(OperationalError):
        run_in_unit(fail)
    assert runs == [1]


@pytest.mark.django_db(transaction=True)
def test_a_command_inside_somebody_elses_transaction_is_an_error():
    with transaction.atomic(), pytest.raises(RuntimeError), unit_of_work():
        pass


def test_locked_rows_come_in_key_order_and_others_may_still_refer_to_them():
    second, first = put_up("b"), put_up("a")
    with unit_of_work():
        rows = locked(Shelf.objects.order_by("name"))
        assert [shelf.pk for shelf in rows] == [second, first]
        assert list(locked(Shelf.objects.all()).values_list("pk", flat=True)) == [second, first]
        if connection.vendor == "postgresql":
            assert "FOR NO KEY UPDATE" in str(rows.query)
