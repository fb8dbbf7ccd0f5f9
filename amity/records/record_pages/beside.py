"""What stands before and after a record in the list it was opened from."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from amity.kernel.commands import Actor, Missing, Refused
from amity.records.lists.queries import neighbours
from amity.records.lists.state import LONGEST
from amity.records.lists.viewing import opened
from amity.records.record_pages.queries import ReadRecord

PARAMETER = "list"


def beside(request: Any, read: ReadRecord, *, seen_by: Actor) -> dict[str, Any]:
    """`list_href`, and `previous` and `following` as (address, title): of the list whose state `?list=` holds.

    Nothing for a page that was not opened from a list, or from one that there is no more.
    """
    query = request.GET.get(PARAMETER)
    if query is None:
        return {}
    try:
        in_list = opened(read.kind.name, dict(parse_qsl(query[:LONGEST])), seen_by=seen_by)
        if in_list.problems:
            return {}
        found = neighbours(in_list.state, read.record, seen_by=seen_by)
    except (Missing, Refused):
        return {}
    kept = urlencode({PARAMETER: query[:LONGEST]})

    def way(record: Any) -> tuple[str, str] | None:
        return (f"{read.kind.path(record)}?{kept}", read.kind.title(record)) if record else None

    return {"list_href": in_list.state.href(), "previous": way(found.previous), "following": way(found.next)}
