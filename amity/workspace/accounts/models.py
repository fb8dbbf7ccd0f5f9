"""Accounts: who signs in, with which role, language and time zone."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from amity.kernel.commands import Actor, Origin, Role
from amity.kernel.ids import new_uid
from amity.kernel.text import KeyField


class AccountManager(BaseUserManager["Account"]):
    """What Django's sign-in asks for; accounts are made by the commands."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email_key=(username or "").casefold())


class Account(AbstractBaseUser):
    """A colleague who can sign in."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    email = models.EmailField(max_length=254)
    email_key = KeyField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=16, choices=[(role.value, role.value) for role in Role], default=Role.MEMBER)
    language = models.CharField(max_length=16, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = AccountManager()

    class Meta:
        db_table = "account"

    def __str__(self) -> str:
        return self.name or self.email

    def actor(self, *, origin: Origin = Origin.PERSON, request_id: str | None = None) -> Actor:
        """This account as the party that acts or looks (one query for its teams)."""
        teams: Any = self.memberships  # type: ignore[attr-defined]
        return Actor(
            account_id=self.pk,
            name=self.name or self.email,
            role=Role(self.role),
            team_ids=frozenset(teams.values_list("team_id", flat=True)),
            origin=origin,
            request_id=request_id,
            time_zone=self.time_zone,
        )
