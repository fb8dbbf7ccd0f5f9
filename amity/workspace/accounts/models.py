"""Accounts: who signs in, with which role, language and time zone; invitations; the cache that counts wrong guesses."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from amity.kernel.commands import Actor, Origin, Role
from amity.kernel.conventions import Conventions, language_first_weekday
from amity.kernel.facts.refs import Ref
from amity.kernel.ids import new_uid
from amity.kernel.privacy import Privacy
from amity.kernel.text import KeyField
from amity.kernel.ui.preferences import Preferences

# Fixed for ever; stands on facts. records/kinds lists it as taken.
ACCOUNT_KIND = 10
ROLES = [(role.value, role.value) for role in Role]


class AccountManager(BaseUserManager["Account"]):
    """What Django's sign-in asks for; accounts are made by the commands."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email_key=(username or "").casefold())


class Account(AbstractBaseUser):
    """A colleague who can sign in. `email` is kept in small letters: sign-in compares it as it stands."""

    privacy: ClassVar[Privacy] = Privacy(
        "name, e-mail, password hash, language, zone and preferences of a colleague",
        "with the account, without the password hash",
        "name and e-mail blanked, sign-in closed; the number stays on what they did",
    )

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    email = models.EmailField(max_length=254)
    email_key = KeyField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=16, choices=ROLES, default=Role.MEMBER)
    language = models.CharField(max_length=16, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    # "" (or null) throughout: as it comes with the language, or, of the theme, what this browser's cookie says.
    date_format = models.CharField(max_length=16, default="", db_default="")
    number_format = models.CharField(max_length=16, default="", db_default="")
    first_weekday = models.PositiveSmallIntegerField(null=True)
    theme = models.CharField(max_length=8, default="", db_default="")
    density = models.CharField(max_length=8, default="", db_default="")
    has_single_keys = models.BooleanField(default=True, db_default=True)
    # Those who were here before there was a checklist need none: their rows get False.
    has_checklist = models.BooleanField(default=True, db_default=False)
    is_active = models.BooleanField(default=True)
    # Raised to end all sessions of the account: with another role, at a deactivation.
    session_epoch = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = AccountManager()

    class Meta:
        db_table = "account"

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def ref(self) -> Ref:
        return Ref(ACCOUNT_KIND, self.pk)

    def get_session_auth_hash(self) -> str:
        """What every session of this account must carry: a new password or epoch ends it at its next request."""
        return self._session_hash(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self) -> Any:
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret)

    def _session_hash(self, secret: str | bytes) -> str:
        state = f"{self.password}|{self.session_epoch}"
        return salted_hmac("amity.session", state, secret=secret, algorithm="sha256").hexdigest()

    def actor(self, *, origin: Origin = Origin.PERSON, request_id: str | None = None) -> Actor:
        """This account as the party that acts or looks; one query for its teams unless they came with the row."""
        listed: str | None = getattr(self, "team_list", None)
        if hasattr(self, "team_list"):
            team_ids = frozenset(int(part) for part in (listed or "").split(",") if part)
        else:
            teams: Any = self.memberships  # type: ignore[attr-defined]
            team_ids = frozenset(teams.values_list("team_id", flat=True))
        return Actor(
            account_id=self.pk,
            name=self.name or self.email,
            role=Role(self.role),
            team_ids=team_ids,
            origin=origin,
            request_id=request_id,
            time_zone=self.time_zone,
            first_weekday=self.week_begins,
        )

    @property
    def week_begins(self) -> int:
        """The chosen first day of the week, else the language's; Monday is 0."""
        return language_first_weekday(self.language) if self.first_weekday is None else self.first_weekday

    def preferences(self) -> Preferences:
        """How this person wants pages to look and figures to be written."""
        return Preferences(
            theme=self.theme,
            density=self.density,
            has_single_keys=self.has_single_keys,
            has_checklist=self.has_checklist,
            conventions=Conventions(self.number_format, self.date_format),
        )


class Invitation(models.Model):
    """A colleague who may make an account with the link that was mailed; only the link's hash is kept."""

    privacy: ClassVar[Privacy] = Privacy(
        "name and e-mail of an invited colleague", "with the account", "deleted when accepted, withdrawn or expired"
    )

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    email = models.EmailField(max_length=254)
    email_key = KeyField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=16, choices=ROLES, default=Role.MEMBER)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "account_invitation"

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()


class CacheEntry(models.Model):
    """The table of Django's database cache: wrong sign-ins are counted here, for all processes together."""

    privacy: ClassVar[Privacy] = Privacy(
        "counts of wrong sign-ins, under hashed keys", "not exported: nothing readable", "gone when the entry expires"
    )

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "cache_entry"

    def __str__(self) -> str:
        return self.cache_key
