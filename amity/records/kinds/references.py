"""Check what many drafts refer to, with one query per kind of reference."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from amity.kernel.commands import Invalid, Refused
from amity.records.kinds.external_ids import records_by_external_id
from amity.records.kinds.living import trashed_among
from amity.workspace.accounts.models import Account
from amity.workspace.teams.models import Team


class References:
    """Which of the records, accounts and teams that a set of drafts names exist, for its actor."""

    def __init__(self) -> None:
        self._owners: set[int] = set()
        self._teams: set[int] = set()

    def look_up_owners(self, owner_ids: Iterable[int | None], team_ids: Iterable[int | None]) -> None:
        """Find the active accounts and the teams among these ids."""
        owners, teams = {i for i in owner_ids if i}, {i for i in team_ids if i}
        if owners:
            self._owners = set(Account.objects.filter(pk__in=owners, is_active=True).values_list("pk", flat=True))
        if teams:
            self._teams = set(Team.objects.filter(pk__in=teams).values_list("pk", flat=True))

    def check_owner(self, owner_id: int | None, team_id: int | None) -> None:
        """Raise Invalid for an owner or team that is not there."""
        if owner_id and owner_id not in self._owners:
            raise Invalid("owner.unknown", _("This owner is no active colleague. Choose another."), "owner_id")
        if team_id and team_id not in self._teams:
            raise Invalid("team.unknown", _("There is no such team. Choose another."), "team_id")


def visible_ids(rows: "QuerySet[Any]", ids: Iterable[int | None]) -> set[int]:
    """Those of `ids` that are among `rows`; one query, none where there is nothing to ask."""
    wanted = {record_id for record_id in ids if record_id}
    return set(rows.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


class ExternalIdClaims:
    """External ids that drafts of one set claim: taken ones, and ones claimed twice, are refused."""

    def __init__(self, record_kind: int, pairs: Iterable[tuple[str, str]]) -> None:
        self._record_kind = record_kind
        by_source: dict[str, list[str]] = {}
        for source, value in pairs:
            by_source.setdefault(source, []).append(value)
        self._taken = {
            (source, value): record_id
            for source, values in by_source.items()
            for value, record_id in records_by_external_id(record_kind, source, values).items()
        }

    def claim(self, pairs: Iterable[tuple[str, str]], *, for_record: int | None = None) -> list[tuple[str, str]]:
        """Return the pairs that are new for the record; raise Refused for one that belongs to another."""
        new = []
        for pair in dict.fromkeys(pairs):
            holder = self._taken.get(pair)
            if holder is None:
                new.append(pair)
            elif holder != for_record:
                raise self._refusal(pair, holder)
        self._taken.update(dict.fromkeys(new, for_record or -1))
        return new

    def _refusal(self, pair: tuple[str, str], holder: int) -> Refused:
        words = {"value": pair[1], "source": pair[0]}
        if trashed_among(self._record_kind, [holder]):
            told = _("The record with the id “%(value)s” of %(source)s is in the trash; restore it first.") % words
            return Refused("external_id.in_trash", told, "external_ids")
        told = _("The id “%(value)s” of %(source)s belongs to another record already.") % words
        return Refused("external_id.taken", told, "external_ids")
