"""The API at /api/v1/: the routes of all rooms, put together."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from amity import __version__
from amity.automation.webhooks.api import router as webhooks
from amity.customers.shops.api import router as shops
from amity.customers.tracking.api import events
from amity.customers.tracking.schemas import EventIn
from amity.kernel.api.answers import answer
from amity.kernel.api.doors import Admission, Door, open_to
from amity.kernel.api.house import HouseApi
from amity.kernel.api.problems import ApiRefusal
from amity.records.api.documents import upsert_model
from amity.records.api.kinds import record_apis
from amity.records.api.routes import routes_of
from amity.workspace.tokens.api import router as tokens
from amity.workspace.tokens.authentication import session_auth, token_auth

DESCRIPTION = """\
One history per customer, over HTTP. Every route does what a page does, with the same rights.

Ids are UUIDs, moments RFC 3339 in UTC, amounts `{"amount": "12.50", "currency": "EUR"}`. Lists go by cursor: ask for
`next` until it is null. What is wrong is said as `application/problem+json`, with field, cause and fix.
"""
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]

api = HouseApi(title="Amity", version=__version__, description=DESCRIPTION)
open_to(token_auth, session_auth)

about = Door()


@about.route("GET", "/openapi.json", scope="any", answers=dict[str, Any], name="get_document", summary="This document")
def openapi(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1 of this very Amity."""
    return answer(request, {**api.document(), "servers": [{"url": settings.SITE_URL}]})


def unknown_route(request: HttpRequest, rest: str) -> HttpResponse:
    """What no route answers."""
    raise ApiRefusal(
        404, "route.unknown", _("There is no such address in the API."),
        fix=_("See /api/v1/docs for the addresses there are."),
    )  # fmt: skip


nowhere = Door()
nowhere.add_api_operation(
    "/{path:rest}", METHODS, unknown_route, auth=Admission("any", writes=False), include_in_schema=False
)

api.add_router("", about, tags=["about"])
for record_api in record_apis():
    api.call_names(record_api.told)
    api.tell_of(upsert_model(record_api))
    api.add_router(f"/{record_api.kind.plural}", routes_of(record_api), tags=[record_api.kind.plural])
api.add_router("", shops, tags=["shops"])
api.tell_of(EventIn)
api.add_router("/events", events, tags=["events"])
api.add_router("", tokens, tags=["tokens"])
api.call_names({"filter_text": "filter"})
api.add_router("", webhooks, tags=["webhooks"])
# Last: it takes whatever is left.
api.add_router("", nowhere)
