"""The small world all tests share: Ada owns, Ben shares her team, Cleo is outside and must see nothing.

A pytest plugin, loaded by the root conftest. It is written anew for each test that asks (three statements), so tests
of the first start, which need a house without accounts, and tests that flush their tables get along with it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from amity.kernel.commands import Actor, Role
from amity.workspace.accounts.models import Account
from amity.workspace.teams.models import Membership, Team

PASSWORD = "correct horse battery"  # noqa: S105 - of accounts that live as long as a test
PEOPLE = (
    ("administrator", "Ruth Admin", Role.ADMINISTRATOR, None),
    ("ada", "Ada Lovelace", Role.MEMBER, "sales"),
    ("ben", "Ben Okri", Role.MEMBER, "sales"),
    ("cleo", "Cleo Outside", Role.MEMBER, "service"),
    ("reader", "Rita Reader", Role.READ_ONLY, "sales"),
)


@dataclass(frozen=True)
class World:
    """Actors by name, their accounts, and the teams `sales` (Ada, Ben, the reader) and `service` (Cleo)."""

    administrator: Actor
    ada: Actor
    ben: Actor
    cleo: Actor
    reader: Actor
    accounts: dict[str, Account]
    teams: dict[str, Team]
    password: str = PASSWORD


@cache
def _password_hash() -> str:
    return make_password(PASSWORD)


def build_world() -> World:
    """Write the world's accounts and teams into the database at hand."""
    accounts = {
        key: Account(
            email=f"{key}@example.org", email_key=f"{key}@example.org", name=name, role=role, password=_password_hash()
        )
        for key, name, role, _team in PEOPLE
    }
    Account.objects.bulk_create(accounts.values())
    teams = {"sales": Team(name="Sales", name_key="sales"), "service": Team(name="Service", name_key="service")}
    Team.objects.bulk_create(teams.values())
    team_of = {key: teams[team] for key, _name, _role, team in PEOPLE if team}
    Membership.objects.bulk_create(Membership(team=team, account=accounts[key]) for key, team in team_of.items())
    actors = {
        key: Actor(
            account_id=account.pk,
            name=account.name,
            role=Role(account.role),
            team_ids=frozenset({team_of[key].pk} if key in team_of else ()),
        )
        for key, account in accounts.items()
    }
    return World(**actors, accounts=accounts, teams=teams)  # type: ignore[arg-type]


@pytest.fixture
def world(db: None) -> World:
    """Ada, Ben, Cleo, the reader and the administrator: `world.ada` acts, `world.accounts["ada"]` is her account."""
    return build_world()


@pytest.fixture
def client_of(world: World) -> Callable[[str], Client]:
    """`client_of("ada")` is a browser in which Ada is signed in."""

    def sign_in(key: str) -> Client:
        client = Client()
        client.force_login(world.accounts[key])
        return client

    return sign_in
