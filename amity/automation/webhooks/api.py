"""Webhooks over the API, for administrators: one route per command and query."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query

from amity.automation.webhooks import commands, queries
from amity.automation.webhooks.schemas import (
    EndpointIn,
    EndpointList,
    EndpointOut,
    EventOut,
    EventPage,
    RenewalIn,
    ReplayIn,
    ReplayOut,
    SecretOut,
    TestOut,
    endpoint_json,
    event_json,
)
from amity.kernel.api.answers import answer, nothing
from amity.kernel.api.cursors import MOST, USUAL, cursor_of, next_link, token_in
from amity.kernel.api.doors import Door
from amity.kernel.commands import Actor, Refused
from amity.kernel.secrets import SecretLost

SCOPE = "webhooks"
Uid = Annotated[UUID, Path(description="The webhook's id.")]
Event = Annotated[UUID, Path(description="The event's id.")]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Cursor = Annotated[str, Query(max_length=500, description="`next` of the page before.")]
State = Annotated[Literal["", "waiting", "sent"], Query(description="Only those; empty for all.")]

router = Door()


@router.route("GET", "/webhooks", scope=SCOPE, answers=EndpointList, name="list_webhooks", summary="List webhooks")
def list_webhooks(request: HttpRequest) -> HttpResponse:
    """All of them, and how they are doing."""
    rows = queries.endpoint_list(seen_by=_actor(request))
    return answer(request, {"items": [endpoint_json(row) for row in rows]})


@router.route("POST", "/webhooks", scope=SCOPE, answers=EndpointOut, status=201, name="add_webhook",
              summary="Add a webhook")  # fmt: skip
def add_webhook(request: HttpRequest, body: EndpointIn) -> HttpResponse:
    """It is told with your rights, from now on."""
    uid = commands.add_endpoint(body.draft(), by=_actor(request))
    return _told(request, uid, status=201)


@router.route("GET", "/webhooks/{uid}", scope=SCOPE, answers=EndpointOut, name="get_webhook", summary="Get a webhook")
def get_webhook(request: HttpRequest, uid: Uid) -> HttpResponse:
    """One, and how it is doing."""
    return _told(request, uid)


@router.route("PUT", "/webhooks/{uid}", scope=SCOPE, answers=EndpointOut, name="change_webhook",
              summary="Change a webhook")  # fmt: skip
def change_webhook(request: HttpRequest, uid: Uid, body: EndpointIn) -> HttpResponse:
    """All of it at once: what is left out is emptied."""
    commands.change_endpoint(uid, body.draft(), by=_actor(request))
    return _told(request, uid)


@router.route("DELETE", "/webhooks/{uid}", scope=SCOPE, status=204, name="remove_webhook", summary="Remove a webhook")
def remove_webhook(request: HttpRequest, uid: Uid) -> HttpResponse:
    """With its log, and all that still waits."""
    commands.remove_endpoint(uid, by=_actor(request))
    return nothing()


@router.route("GET", "/webhooks/{uid}/secret", scope=SCOPE, answers=SecretOut, name="get_webhook_secret",
              summary="Get the secret")  # fmt: skip
def get_secret(request: HttpRequest, uid: Uid) -> HttpResponse:
    """What its events are signed with."""
    return _secret(request, uid)


@router.route("POST", "/webhooks/{uid}/secret", scope=SCOPE, answers=SecretOut, name="renew_webhook_secret",
              summary="Renew the secret")  # fmt: skip
def renew_secret(request: HttpRequest, uid: Uid, body: RenewalIn) -> HttpResponse:
    """With an overlap of a day, or at once."""
    commands.renew_secret(uid, overlap=body.overlap, by=_actor(request))
    return _secret(request, uid)


@router.route("POST", "/webhooks/{uid}/pause", scope=SCOPE, answers=EndpointOut, name="pause_webhook",
              summary="Pause a webhook")  # fmt: skip
def pause(request: HttpRequest, uid: Uid) -> HttpResponse:
    """What happens meanwhile waits."""
    commands.pause_endpoint(uid, by=_actor(request))
    return _told(request, uid)


@router.route("DELETE", "/webhooks/{uid}/pause", scope=SCOPE, answers=EndpointOut, name="resume_webhook",
              summary="Let a webhook go on")  # fmt: skip
def resume(request: HttpRequest, uid: Uid) -> HttpResponse:
    """It goes on with what waited."""
    commands.resume_endpoint(uid, by=_actor(request))
    return _told(request, uid)


@router.route("POST", "/webhooks/{uid}/tries", scope=SCOPE, answers=EndpointOut, name="try_webhook_now",
              summary="Try now")  # fmt: skip
def try_now(request: HttpRequest, uid: Uid) -> HttpResponse:
    """Without waiting for the time of the next try."""
    commands.try_endpoint_now(uid, by=_actor(request))
    return _told(request, uid)


@router.route("POST", "/webhooks/{uid}/owner", scope=SCOPE, answers=EndpointOut, name="take_over_webhook",
              summary="Take a webhook over")  # fmt: skip
def take_over(request: HttpRequest, uid: Uid) -> HttpResponse:
    """It is told with your rights from now on."""
    commands.take_over_endpoint(uid, by=_actor(request))
    return _told(request, uid)


@router.route("POST", "/webhooks/{uid}/tests", scope=SCOPE, answers=TestOut, status=201, name="test_webhook",
              summary="Send a test")  # fmt: skip
def send_test(request: HttpRequest, uid: Uid) -> HttpResponse:
    """Once, past everything that waits."""
    return answer(request, {"id": commands.send_test(uid, by=_actor(request))}, status=201)


@router.route("GET", "/webhooks/{uid}/events", scope=SCOPE, answers=EventPage, name="list_webhook_events",
              summary="List events")  # fmt: skip
def list_events(
    request: HttpRequest, uid: Uid, state: State = "", cursor: Cursor = "", limit: Limit = USUAL
) -> HttpResponse:
    """What it was told and what waits, of the last 30 days, the newest first."""
    mark = f"webhook {uid} {state}"
    edge = token_in(cursor, mark)
    found, more = queries.delivery_list(
        uid, seen_by=_actor(request), state=state, before=UUID(edge) if edge else None, limit=limit
    )
    following = cursor_of(str(more) if more else None, mark)
    told = {"items": [event_json(delivery) for delivery in found], "next": following}
    return answer(request, told, headers=next_link(request, following))


@router.route("GET", "/webhooks/{uid}/events/{event}", scope=SCOPE, answers=EventOut, name="get_webhook_event",
              summary="Get an event")  # fmt: skip
def get_event(request: HttpRequest, uid: Uid, event: Event) -> HttpResponse:
    """One, with its last try."""
    delivery, _attempts = queries.get_delivery(uid, event, seen_by=_actor(request))
    return answer(request, event_json(delivery))


@router.route("POST", "/webhooks/{uid}/events/{event}/replay", scope=SCOPE, answers=ReplayOut,
              name="replay_webhook_event", summary="Send an event again")  # fmt: skip
def replay_event(request: HttpRequest, uid: Uid, event: Event) -> HttpResponse:
    """Under its old id, before what is newer."""
    return answer(request, {"events": commands.replay_events(uid, [event], by=_actor(request))})


@router.route("POST", "/webhooks/{uid}/replays", scope=SCOPE, answers=ReplayOut, name="replay_webhook_events",
              summary="Send events again")  # fmt: skip
def replay_range(request: HttpRequest, uid: Uid, body: ReplayIn) -> HttpResponse:
    """All that were sent of a time, at most 10,000, in their old order."""
    count = commands.replay_range(uid, body.since, body.until, by=_actor(request))
    return answer(request, {"events": count})


def _told(request: HttpRequest, uid: UUID, status: int = 200) -> HttpResponse:
    return answer(request, endpoint_json(queries.get_endpoint(uid, seen_by=_actor(request))), status=status)


def _secret(request: HttpRequest, uid: UUID) -> HttpResponse:
    try:
        return answer(request, {"secrets": queries.endpoint_secrets(uid, seen_by=_actor(request))})
    except SecretLost:
        words = _("The secret cannot be read: the key file was replaced. Renew it.")
        raise Refused("webhooks.secret_lost", words) from None


def _actor(request: Any) -> Actor:
    actor: Actor = request.actor
    return actor
