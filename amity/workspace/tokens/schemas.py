"""Tokens as JSON."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from amity.workspace.tokens.queries import ShownToken


class TokenOut(BaseModel):
    """A token; its secret is shown by nothing but the page that made it."""

    id: UUID
    name: str
    begins_with: str = Field(description="To know it by; no part of the secret.")
    role: str = Field(description="What it was given.")
    present_role: str = Field(description="What is left of that now: never more than its account may.")
    scopes: list[str] = Field(description="Empty: all that its role may.")
    owner: "OwnerOut"
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None = Field(description="To the minute.")


class OwnerOut(BaseModel):
    """The account that a token acts for."""

    id: UUID
    name: str


class TokenPage(BaseModel):
    """A page of tokens, the newest first."""

    items: list[TokenOut]
    next: str | None


class MeOut(BaseModel):
    """Who is calling, and what they may."""

    account: OwnerOut
    role: str = Field(description="What this call may do at most.")
    time_zone: str
    token: TokenOut | None = Field(description="null in a browser's session.")


def token_json(token: ShownToken) -> dict[str, Any]:
    """A token as answers give it."""
    return {
        "id": token.uid,
        "name": token.name,
        "begins_with": token.mark,
        "role": token.role,
        "present_role": token.present_role,
        "scopes": list(token.scopes),
        "owner": {"id": token.owner_uid, "name": token.owner},
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "last_used_at": token.last_used_at,
    }
