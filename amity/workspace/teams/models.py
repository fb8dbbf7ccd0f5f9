"""Teams and membership."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from amity.kernel.facts.refs import Ref
from amity.kernel.ids import new_uid
from amity.kernel.privacy import Privacy, not_personal
from amity.kernel.text import KeyField

# Fixed for ever; stands on facts. records/kinds lists it as taken.
TEAM_KIND = 12


class Team(models.Model):
    """People who share work, and see one another's records where a kind is shown to the team."""

    privacy: ClassVar[Privacy] = not_personal("groups of colleagues")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    name = models.CharField(max_length=120)
    name_key = KeyField(max_length=120, unique=True)

    class Meta:
        db_table = "team"

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        return Ref(TEAM_KIND, self.pk)


class Membership(models.Model):
    """An account belongs to a team."""

    privacy: ClassVar[Privacy] = Privacy(
        "which teams a colleague is in", "with the account", "deleted with the account"
    )

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        db_table = "team_membership"
        constraints = [models.UniqueConstraint(fields=["team", "account"], name="team_membership_once")]

    def __str__(self) -> str:
        return f"{self.account_id} in {self.team_id}"
