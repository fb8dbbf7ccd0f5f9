"""Tokens: what programs show instead of a password."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from amity.kernel.commands import Role
from amity.kernel.ids import new_uid
from amity.kernel.privacy import Privacy

ROLES = [(role.value, role.value) for role in Role]


class ApiToken(models.Model):
    """A program's key to the API, in an account's name; `mark` is its readable beginning, no part of the secret."""

    privacy: ClassVar[Privacy] = Privacy(
        "which programs of a colleague use the API, and when they last did; the hash of a random secret",
        "with the account, without the hash",
        "deleted with the account",
    )

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    mark = models.CharField(max_length=16)
    # Found by its hash, so nothing of the secret is ever compared letter by letter.
    secret_hash = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=16, choices=ROLES)
    # Empty: all that the role may.
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "api_token"

    def __str__(self) -> str:
        return f"{self.name} ({self.mark}…)"

    def has_expired(self, at: datetime | None = None) -> bool:
        """Whether its time is over, now or at that moment."""
        return self.expires_at is not None and self.expires_at <= (at or timezone.now())
