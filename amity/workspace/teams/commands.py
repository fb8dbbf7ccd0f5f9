"""The only writers of teams and membership; administrators alone."""

from uuid import UUID

from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Invalid, Missing, Refused, command, locked
from amity.kernel.facts.kinds import RecordChanged
from amity.kernel.facts.log import record
from amity.kernel.text import sort_key
from amity.workspace.accounts.models import Account
from amity.workspace.accounts.queries import require_administrator
from amity.workspace.teams.facts import MemberAdded, MemberRemoved, TeamCreated
from amity.workspace.teams.models import TEAM_KIND, Membership, Team


@command("teams.create")
def create_team(*, name: str, by: Actor) -> Team:
    """Make a team without members."""
    require_administrator(by)
    words, key = _clean_name(name)
    _refuse_taken_name(key)
    team = Team.objects.create(name=words, name_key=key)
    record(TeamCreated(team_id=team.pk, title=team.name), about=[team], by=by)
    return team


@command("teams.rename")
def rename_team(uid: UUID, *, name: str, by: Actor) -> None:
    """Give a team another name."""
    require_administrator(by)
    team = _locked_team(uid)
    words, key = _clean_name(name)
    if words == team.name:
        return
    _refuse_taken_name(key, but=team)
    changes = {"name": [team.name, words]}
    team.name, team.name_key = words, key
    team.save(update_fields=["name", "name_key"])
    record(RecordChanged(record_kind=TEAM_KIND, record_id=team.pk, changes=changes), about=[team], by=by)


@command("teams.add_member")
def add_member(uid: UUID, *, account_uid: UUID, by: Actor) -> None:
    """Let an account join; it sees the team's records from its next request on."""
    require_administrator(by)
    team, account = _locked_team(uid), _account(account_uid)
    if not account.is_active:
        words = _("%(name)s is deactivated. Reactivate the account first.") % {"name": account.name}
        raise Refused("teams.deactivated", words, "account")
    _row, is_new = Membership.objects.get_or_create(team=team, account=account)
    if is_new:
        told = MemberAdded(team_id=team.pk, account_id=account.pk, title=account.name, team=team.name)
        record(told, about=[team, account], by=by)


@command("teams.remove_member")
def remove_member(uid: UUID, *, account_uid: UUID, by: Actor) -> None:
    """Take an account out of a team."""
    require_administrator(by)
    team, account = _locked_team(uid), _account(account_uid)
    deleted, _rows = Membership.objects.filter(team=team, account=account).delete()
    if deleted:
        told = MemberRemoved(team_id=team.pk, account_id=account.pk, title=account.name, team=team.name)
        record(told, about=[team, account], by=by)


def _clean_name(name: str) -> tuple[str, str]:
    words = " ".join(name.split())[:120]
    if not words:
        raise Invalid("teams.name", _("A name is missing."), "name")
    return words, sort_key(words, length=120)


def _refuse_taken_name(key: str, but: Team | None = None) -> None:
    taken = Team.objects.filter(name_key=key)
    if (taken.exclude(pk=but.pk) if but else taken).exists():
        raise Refused("teams.name_taken", _("There is a team of this name already. Choose another name."), "name")


def _locked_team(uid: UUID) -> Team:
    team = locked(Team.objects.filter(uid=uid)).first()
    if team is None:
        raise Missing("no such team")
    return team


def _account(uid: UUID) -> Account:
    account = Account.objects.filter(uid=uid).first()
    if account is None:
        raise Missing("no such account")
    return account
