"""Who acts or looks: passed explicitly as `by=` or `seen_by=`, never ambient."""

from dataclasses import dataclass, field, replace
from enum import StrEnum


class Role(StrEnum):
    """What an account may do at all; per-record visibility comes on top."""

    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    READ_ONLY = "read_only"


class Origin(StrEnum):
    """Through which door a change came; kept on every fact."""

    PERSON = "person"
    API = "api"
    IMPORT = "import"
    DEMO = "demo"
    RULE = "rule"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Cause:
    """The fact a change reacts to, and how many causes lie behind that one."""

    fact_id: int
    depth: int


@dataclass(frozen=True, slots=True)
class Actor:
    """One acting or looking party: an account, or the system itself (`account_id` None)."""

    account_id: int | None
    name: str
    role: Role
    team_ids: frozenset[int] = field(default_factory=frozenset)
    origin: Origin = Origin.PERSON
    request_id: str | None = None
    cause: Cause | None = None
    time_zone: str = "UTC"
    # Monday is 0. What "this week" begins with.
    first_weekday: int = 0

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR

    @property
    def may_write(self) -> bool:
        return self.role != Role.READ_ONLY

    def through(self, origin: Origin, *, request_id: str | None = None) -> "Actor":
        """The same actor coming through another door."""
        return replace(self, origin=origin, request_id=request_id or self.request_id)

    def because_of(self, cause: Cause) -> "Actor":
        """The same actor, reacting to a fact."""
        return replace(self, cause=cause)

    @classmethod
    def system(cls, *, origin: Origin = Origin.SYSTEM) -> "Actor":
        """Amity itself: jobs, projections, demo data."""
        return cls(account_id=None, name="Amity", role=Role.ADMINISTRATOR, origin=origin)
