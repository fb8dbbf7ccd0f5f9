"""Who owns imported records: the colleague a cell names, else the one chosen for the import."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from amity.records.imports.interface import Given, Setup
from amity.workspace.access.models import Reach
from amity.workspace.access.visibility import reach_of
from amity.workspace.accounts.models import Account


class OwnerFinder:
    """Colleagues by e-mail address or name, read once."""

    def __init__(self, setup: Setup, record_kind: int) -> None:
        self._setup = setup
        self._by_name: dict[str, int] = {}
        if setup.maps("owner"):
            for account_id, email, name in Account.objects.filter(is_active=True).values_list(
                "pk", "email_key", "name"
            ):
                self._by_name[email] = account_id
                self._by_name[name.casefold()] = account_id
        default = setup.options.get("owner_id")
        if default is None and reach_of(setup.by, record_kind) != Reach.EVERYONE:
            default = setup.by.account_id  # else whoever imports would not see what they made
        self._default: int | None = default

    def is_named(self, values: Mapping[str, Any]) -> bool:
        """Whether a row names an owner we know."""
        return bool(self._by_name) and values.get("owner", "").casefold() in self._by_name

    def owner_of(self, row: Given) -> int | None:
        """The account that owns the record of a new row; a warning where the name is not known."""
        named = row.values.get("owner", "") if self._by_name else ""
        if not named:
            return self._default
        found = self._by_name.get(named.casefold())
        if found is None:
            row.warnings.append(
                self._setup.problem(
                    "owner", _("No colleague is called “%s”.") % named[:60], _("Choose the owner later.")
                )
            )
            return self._default
        return found
