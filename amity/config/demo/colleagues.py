"""Who works at the demo company, and the one login a newcomer needs."""

from dataclasses import dataclass

EMAIL = "demo@amity.example"
PASSWORD = "amity-demo-login"  # noqa: S105 - shown on the screen; no other data folder has it


@dataclass(frozen=True, slots=True)
class Colleague:
    email: str
    name: str
    role: str
    team: str | None


COLLEAGUES = (
    Colleague(EMAIL, "Demo Administrator", "administrator", None),
    Colleague("ada@amity.example", "Ada Lindqvist", "member", "Shops and offices"),
    Colleague("ben@amity.example", "Ben Okri", "member", "Shops and offices"),
    Colleague("cleo@amity.example", "Cleo Kim", "member", "Home baristas"),
    Colleague("rita@amity.example", "Rita Sanz", "read_only", "Home baristas"),
)
