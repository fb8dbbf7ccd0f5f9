"""What the pages of all kinds share: panels that other rooms contribute, the record a link came from."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Invalid
from amity.records.kinds.registry import find_record_by_uid, kind_numbered
from amity.workspace.accounts.queries import colleagues
from amity.workspace.teams.queries import team_choices


def panels_of(
    record: Any, *, seen_by: Actor, request: HttpRequest, only_preview: bool = False
) -> dict[str, list[SafeString]]:
    """The contributed parts of a record's page by zone, rendered, in order; or those of its preview."""
    zones: dict[str, list[SafeString]] = {}
    for panel in kind_numbered(record.record_kind).panels:
        if panel.in_preview or not only_preview:
            html = render_to_string(panel.template, panel.context(record, seen_by=seen_by), request)
            zones.setdefault(panel.zone, []).append(html)
    return zones


def record_in_query(request: HttpRequest, kind_name: str, *, seen_by: Actor) -> Any:
    """The record of `?person=<uid>`, from whose page a link came; None where there is none in the address."""
    text = request.GET.get(kind_name)
    if not text:
        return None
    try:
        uid = UUID(text)
    except ValueError:
        raise Invalid("records.bad_link", _("This link is damaged.")) from None
    return find_record_by_uid(kind_name, uid, seen_by=seen_by)


def belonging_choices(record: Any = None, *, seen_by: Actor) -> dict[str, Any]:
    """`owners` and `teams` for an OwnedForm; the record's own owner among them, even one who has left."""
    owners = [(item.account_id, item.name) for item in colleagues(seen_by=seen_by)]
    if record and record.owner and record.owner_id not in dict(owners):
        owners.append((record.owner_id, record.owner.name))
    return {"owners": owners, "teams": team_choices(seen_by=seen_by)}
