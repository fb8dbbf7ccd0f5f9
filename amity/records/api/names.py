"""Keys and ids: what a page names, looked up at once; what a request names, found at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from amity.kernel.api.values import uid_in
from amity.kernel.commands import Actor, Invalid
from amity.records.kinds.registry import kind_named
from amity.workspace.accounts.queries import account_ids, account_refs
from amity.workspace.teams.queries import team_ids, team_refs

ACCOUNT, TEAM = "account", "team"


class Names:
    """Records, accounts and teams as JSON, those the viewer may see: one query for each kind named.

    `full` holds the records that are given in full, by (field, kind, id).
    """

    def __init__(self, named: Iterable[tuple[str, int]], *, seen_by: Actor) -> None:
        wanted: dict[str, set[int]] = defaultdict(set)
        for target, key in named:
            if key:
                wanted[target].add(key)
        self._holders = {
            target: {key: {"id": str(uid), "name": name} for key, (uid, name) in look_up(wanted[target]).items()}
            for target, look_up in ((ACCOUNT, account_refs), (TEAM, team_refs))
            if wanted.get(target)
        }
        self._records: dict[str, dict[int, dict[str, Any]]] = {}
        for target, ids in wanted.items():
            if target not in (ACCOUNT, TEAM):
                kind = kind_named(target)
                rows = kind.visible_to(seen_by).filter(pk__in=ids).values_list("pk", "uid", kind.title_field)
                self._records[target] = {key: {"id": str(uid), "kind": target, "name": name} for key, uid, name in rows}
        self.full: dict[tuple[str, str, int], dict[str, Any]] = {}

    def record(self, kind: str, key: int | None, field: str = "") -> dict[str, Any] | None:
        """None where there is none, or none that the viewer may see."""
        if not key:
            return None
        return self.full.get((field, kind, key)) or self._records.get(kind, {}).get(key)

    def account(self, key: int | None) -> dict[str, Any] | None:
        return self._holders.get(ACCOUNT, {}).get(key or 0)

    def team(self, key: int | None) -> dict[str, Any] | None:
        return self._holders.get(TEAM, {}).get(key or 0)


class Uids:
    """Ids of what requests name by public key: gathered first, looked up once a kind, then given."""

    def __init__(self, *, seen_by: Actor) -> None:
        self._seen_by = seen_by
        self._wanted: dict[str, set[UUID]] = defaultdict(set)
        self._found: dict[str, Mapping[UUID, int]] | None = None

    def look_up(self) -> None:
        """Find everything asked for until now; from here on what is unknown is refused."""
        found: dict[str, Mapping[UUID, int]] = {}
        for target, uids in self._wanted.items():
            if target == ACCOUNT:
                found[target] = account_ids(uids)
            elif target == TEAM:
                found[target] = team_ids(uids)
            else:
                rows = kind_named(target).visible_to(self._seen_by).filter(uid__in=uids)
                found[target] = dict(rows.values_list("uid", "pk"))
        self._found = found

    def id(self, target: str, reference: Any, field: str) -> int | None:
        """The id of what a reference means, None for None; Invalid where the actor sees no such thing."""
        if reference is None:
            return None
        uid = uid_in(reference)
        if self._found is None:
            self._wanted[target].add(uid)
            return 0
        key = self._found.get(target, {}).get(uid)
        if key is None:
            words = {"kind": target, "id": uid}
            raise Invalid(
                "reference.unknown", _("There is no %(kind)s %(id)s that you may see. Send another id.") % words, field
            )
        return key
