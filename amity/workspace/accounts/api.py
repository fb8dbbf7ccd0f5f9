"""Accounts over the API: one's own, and, for administrators, everybody's."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field

from amity.kernel.api.answers import answer, moment, nothing, require_match
from amity.kernel.api.doors import Door, actor_of
from amity.kernel.api.values import Holder, Taken
from amity.kernel.commands import run_in_unit
from amity.workspace.accounts.commands import (
    change_role,
    deactivate_account,
    invite,
    reactivate_account,
    rename_account,
    withdraw_invitation,
)
from amity.workspace.accounts.queries import (
    account_list,
    colleagues,
    get_account,
    invitation_list,
    require_administrator,
)

Role = Literal["administrator", "member", "read_only"]


class AccountOut(BaseModel):
    id: UUID
    name: str
    email: str
    role: Role
    is_active: bool
    time_zone: str
    created_at: datetime


class AccountList(BaseModel):
    items: list[AccountOut]


class Colleagues(BaseModel):
    items: list[Holder]


class AccountChange(Taken):
    name: str | None = Field(None, min_length=1, max_length=200)
    role: Role | None = None


class InvitationIn(Taken):
    email: str = Field(min_length=3, max_length=254)
    name: str = Field(min_length=1, max_length=200)
    role: Role = "member"


class InvitationOut(BaseModel):
    id: UUID
    email: str
    name: str
    role: Role
    invited_at: datetime
    expires_at: datetime


class InvitationList(BaseModel):
    items: list[InvitationOut]


router = Door()


@router.route("GET", "/colleagues", scope="any", answers=Colleagues, name="list_colleagues",
              summary="Whom a record can belong to")  # fmt: skip
def list_colleagues(request: HttpRequest) -> HttpResponse:
    found = colleagues(seen_by=actor_of(request))
    return answer(request, {"items": [{"id": str(one.uid), "name": one.name} for one in found]})


@router.route("GET", "/accounts", scope="settings", answers=AccountList, name="list_accounts",
              summary="List accounts")  # fmt: skip
def list_accounts(request: HttpRequest) -> HttpResponse:
    """Administrators only, as all that follows."""
    return answer(request, {"items": [_told(account) for account in account_list(seen_by=actor_of(request))]})


@router.route("GET", "/accounts/{uid}", scope="settings", answers=AccountOut, name="get_account",
              summary="Get an account")  # fmt: skip
def get_one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Members see their own."""
    return answer(request, _told(get_account(uid, seen_by=actor_of(request))))


@router.route("PATCH", "/accounts/{uid}", scope="settings", answers=AccountOut, matched=True, name="change_account",
              summary="Rename an account or give it another role")  # fmt: skip
def change_one(request: HttpRequest, uid: UUID, payload: AccountChange) -> HttpResponse:
    """With another role it has to sign in again."""
    by = actor_of(request)
    require_administrator(by)

    def work() -> dict[str, Any]:
        require_match(request, _told(get_account(uid, seen_by=by)))
        if payload.name is not None:
            rename_account(uid, name=payload.name, by=by)
        if payload.role is not None:
            change_role(uid, role=payload.role, by=by)
        return _told(get_account(uid, seen_by=by))

    return answer(request, run_in_unit(work))


@router.route("PUT", "/accounts/{uid}/deactivation", scope="settings", answers=AccountOut, name="deactivate_account",
              summary="Shut an account out")  # fmt: skip
def deactivate(request: HttpRequest, uid: UUID) -> HttpResponse:
    by = actor_of(request)
    deactivate_account(uid, by=by)
    return answer(request, _told(get_account(uid, seen_by=by)))


@router.route("DELETE", "/accounts/{uid}/deactivation", scope="settings", answers=AccountOut,
              name="reactivate_account", summary="Let an account in again")  # fmt: skip
def reactivate(request: HttpRequest, uid: UUID) -> HttpResponse:
    by = actor_of(request)
    reactivate_account(uid, by=by)
    return answer(request, _told(get_account(uid, seen_by=by)))


@router.route("GET", "/invitations", scope="settings", answers=InvitationList, name="list_invitations",
              summary="List open invitations")  # fmt: skip
def list_invitations(request: HttpRequest) -> HttpResponse:
    return answer(request, {"items": [_invitation(one) for one in invitation_list(seen_by=actor_of(request))]})


@router.route("POST", "/invitations", scope="settings", answers=InvitationOut, status=201, name="invite",
              summary="Invite a colleague")  # fmt: skip
def invite_one(request: HttpRequest, payload: InvitationIn) -> HttpResponse:
    """Mails a link that makes one account within 7 days."""
    made = invite(email=payload.email, name=payload.name, role=payload.role, by=actor_of(request))
    return answer(request, _invitation(made), status=201)


@router.route("DELETE", "/invitations/{uid}", scope="settings", status=204, name="withdraw_invitation",
              summary="Take an invitation back")  # fmt: skip
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    by = actor_of(request)
    require_administrator(by)
    withdraw_invitation(uid, by=by)
    return nothing()


def _told(account: Any) -> dict[str, Any]:
    return {
        "id": str(account.uid),
        "name": account.name,
        "email": account.email,
        "role": str(account.role),
        "is_active": account.is_active,
        "time_zone": account.time_zone,
        "created_at": moment(account.created_at),
    }


def _invitation(one: Any) -> dict[str, Any]:
    return {
        "id": str(one.uid),
        "email": one.email,
        "name": one.name,
        "role": str(one.role),
        "invited_at": moment(one.invited_at),
        "expires_at": moment(one.expires_at),
    }
