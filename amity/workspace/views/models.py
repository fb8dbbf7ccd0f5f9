"""Saved views, and which of them a list opens with."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from amity.kernel.ids import new_uid
from amity.kernel.privacy import Privacy


class Audience(models.TextChoices):
    """Who has a view."""

    PERSONAL = "personal"
    TEAM = "team"
    EVERYONE = "everyone"


class SavedView(models.Model):
    """The state of a list under a name: `query` is the text of its URL's parameters."""

    privacy: ClassVar[Privacy] = Privacy(
        "which lists a colleague keeps; a filter may name a person", "with the account", "deleted with the account"
    )

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    record_kind = models.SmallIntegerField()
    name = models.CharField(max_length=80)
    query = models.TextField(default="")
    audience = models.CharField(max_length=8, choices=Audience.choices)
    # A team's views outlive whoever made them; the personal ones of an account that is gone are seen by nobody.
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    team = models.ForeignKey("workspace_teams.Team", null=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "saved_view"
        indexes = [models.Index(fields=["record_kind", "audience"], name="saved_view_of_kind")]

    def __str__(self) -> str:
        return self.name


class DefaultView(models.Model):
    """What the list of a kind opens with: for one account, for a team, or for everyone where both are null."""

    privacy: ClassVar[Privacy] = Privacy(
        "which list a colleague opens first", "with the account", "deleted with the account"
    )

    record_kind = models.SmallIntegerField()
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="defaults")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey("workspace_teams.Team", null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "default_view"
        constraints = [
            models.UniqueConstraint(
                fields=["record_kind", "account"],
                condition=models.Q(account__isnull=False),
                name="default_view_of_account",
            ),
            models.UniqueConstraint(
                fields=["record_kind", "team"], condition=models.Q(team__isnull=False), name="default_view_of_team"
            ),
            models.UniqueConstraint(
                fields=["record_kind"],
                condition=models.Q(account__isnull=True, team__isnull=True),
                name="default_view_of_everyone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_kind}: {self.view_id}"
