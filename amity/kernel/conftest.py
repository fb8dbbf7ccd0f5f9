"""What the kernel's tests share."""

from typing import Any

import pytest

from amity.kernel.commands import Actor, Role


@pytest.fixture(scope="session")
def kernel_tables(django_db_setup: Any, django_db_blocker: Any) -> None:
    """The tables of `amity.kernel.testing.tables`; rows in them go with each test's transaction."""
    from amity.kernel.testing.tables import make_tables

    with django_db_blocker.unblock():
        make_tables()


@pytest.fixture
def ada() -> Actor:
    return Actor(account_id=1, name="Ada", role=Role.MEMBER)
