"""Converters of what a request gives into values, for the `given` of a room's RecordApi."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import Field

from amity.kernel.api.values import Reference, Taken
from amity.records.api.kinds import Given
from amity.records.api.names import ACCOUNT, TEAM, Uids
from amity.records.kinds.changing import Values

Tag = Annotated[str, Field(min_length=1, max_length=60)]
Label = Annotated[str, Field(max_length=40)]


class ExternalIdIn(Taken):
    """What another system calls the record."""

    source: str = Field(min_length=1, max_length=64, examples=["shopify"])
    value: str = Field(min_length=1, max_length=200)


class PlaceIn(Taken):
    """A postal address; any part may be left out."""

    street: str = Field("", max_length=300)
    city: str = Field("", max_length=120)
    region: str = Field("", max_length=120)
    postal_code: str = Field("", max_length=30)
    country: str = Field("", max_length=80, description="ISO 3166 alpha-2, or a name.")
    label: str = Field("", max_length=40)


def text(name: str) -> Given:
    """A text under this name; null empties it."""
    return lambda value, _uids: {name: value or ""}


def plain(name: str) -> Given:
    """A value under this name, null included."""
    return lambda value, _uids: {name: value}


def listed(name: str, item: Callable[[Any], Any] = lambda item: item) -> Given:
    """A list under this name; null empties it."""
    return lambda value, _uids: {name: [item(one) for one in value or ()]}


def reference(name: str, target: str, field: str) -> Given:
    """The id of a record, an account or a team."""

    def give(value: Any, uids: Uids) -> Values:
        return {name: uids.id(target, value, field)}

    return give


def external_ids(value: Any, _uids: Uids) -> Values:
    return {"external_ids": [(one.source, one.value.strip()) for one in value or () if one.value.strip()]}


# What every kind takes.
COMMON: dict[str, Given] = {
    "owner": reference("owner_id", ACCOUNT, "owner"),
    "team": reference("team_id", TEAM, "team"),
    "external_ids": external_ids,
    "occurred_at": plain("occurred_at"),
}
NAMES_OTHERS = frozenset({"owner", "team"})
OwnerIn = Reference | None
