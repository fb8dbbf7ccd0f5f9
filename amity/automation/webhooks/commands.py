"""The only writers of endpoints; administrators alone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from amity.automation.webhooks import facts
from amity.automation.webhooks.checking import checked
from amity.automation.webhooks.drafts import EndpointDraft
from amity.automation.webhooks.models import Attempt, Endpoint
from amity.automation.webhooks.reactions import EFFECT
from amity.automation.webhooks.sending import PING
from amity.automation.webhooks.signing import new_secret
from amity.kernel.commands import Actor, Invalid, Missing, NotAllowed, Refused, command, locked
from amity.kernel.facts.log import record
from amity.kernel.facts.readers.cursors import newest_fact
from amity.kernel.outbox import lanes
from amity.kernel.outbox.models import OutgoingEffect, State
from amity.kernel.outbox.placing import Effect, place
from amity.kernel.secrets import sealed
from amity.workspace.access.visibility import require_administrator

OVERLAP = timedelta(hours=24)
KEPT_FOR = timedelta(days=30)
MOST_REPLAYED = 10_000
# What a change may change, as facts tell it.
TOLD = ("url", "description", "kinds", "about_kind", "filter_text", "includes_history")


@command("webhooks.add")
def add_endpoint(draft: EndpointDraft, *, by: Actor) -> UUID:
    """Add an endpoint that is told with the rights of `by`, from now on."""
    require_administrator(by)
    if by.account_id is None:
        raise NotAllowed(_("A webhook is told with the rights of a colleague, so a colleague has to add it."))
    values = checked(draft, owner=by)
    endpoint = Endpoint(owner_id=by.account_id, secret=sealed(new_secret()), after_fact=newest_fact())
    _take(endpoint, values)
    endpoint.save()
    lanes.open_lane(endpoint.lane)
    lanes.open_lane(endpoint.test_lane)
    record(facts.EndpointAdded(endpoint_id=endpoint.pk, title=str(endpoint)), about=[endpoint], by=by)
    return endpoint.uid


@command("webhooks.change")
def change_endpoint(uid: UUID, draft: EndpointDraft, *, by: Actor) -> None:
    """Change what an endpoint is told, or where; what waits already goes to the new address."""
    endpoint = _locked(uid, by)
    before = {name: getattr(endpoint, name) for name in TOLD}
    _take(endpoint, checked(draft, owner=endpoint.owner.actor()))
    changes = {name: [was, now] for name, was in before.items() if (now := getattr(endpoint, name)) != was}
    if not changes:
        return
    endpoint.save(update_fields=list(TOLD))
    lanes.try_now(endpoint.lane)
    told = facts.EndpointChanged(endpoint_id=endpoint.pk, title=str(endpoint), changes=changes)
    record(told, about=[endpoint], by=by)


@command("webhooks.pause")
def pause_endpoint(uid: UUID, *, by: Actor) -> None:
    """Tell it nothing until it goes on; what happens meanwhile waits. Refused when it is paused already."""
    endpoint = _locked(uid, by)
    if endpoint.is_paused:
        raise Refused("webhooks.paused", _("It is paused already."))
    _set_paused(endpoint, is_paused=True)
    record(facts.EndpointPaused(endpoint_id=endpoint.pk, title=str(endpoint)), about=[endpoint], by=by)


@command("webhooks.resume")
def resume_endpoint(uid: UUID, *, by: Actor) -> None:
    """Let a paused endpoint go on with what waited. Refused when it is not paused."""
    endpoint = _locked(uid, by)
    if not endpoint.is_paused:
        raise Refused("webhooks.not_paused", _("It is not paused."))
    _set_paused(endpoint, is_paused=False)
    record(facts.EndpointResumed(endpoint_id=endpoint.pk, title=str(endpoint)), about=[endpoint], by=by)


@command("webhooks.renew_secret")
def renew_secret(uid: UUID, *, overlap: bool, by: Actor) -> None:
    """Give it a new secret. With `overlap` the old one signs beside it for a day; without, it is gone at once."""
    endpoint = _locked(uid, by)
    endpoint.old_secret = endpoint.secret if overlap else ""
    endpoint.old_secret_until = timezone.now() + OVERLAP if overlap else None
    endpoint.secret = sealed(new_secret())
    endpoint.save(update_fields=["secret", "old_secret", "old_secret_until"])
    lanes.try_now(endpoint.lane)
    told = facts.EndpointSecretRenewed(endpoint_id=endpoint.pk, title=str(endpoint), overlap=overlap)
    record(told, about=[endpoint], by=by)


@command("webhooks.take_over")
def take_over_endpoint(uid: UUID, *, by: Actor) -> None:
    """Let it be told with the rights of `by`."""
    endpoint = _locked(uid, by)
    if by.account_id is None or endpoint.owner_id == by.account_id:
        raise Refused("webhooks.owned", _("It is told with your rights already."))
    changes: dict[str, list[object]] = {"owner_id": [endpoint.owner_id, by.account_id]}
    endpoint.owner_id = by.account_id
    endpoint.save(update_fields=["owner"])
    lanes.try_now(endpoint.lane)
    told = facts.EndpointChanged(endpoint_id=endpoint.pk, title=str(endpoint), changes=changes)
    record(told, about=[endpoint], by=by)


@command("webhooks.remove")
def remove_endpoint(uid: UUID, *, by: Actor) -> None:
    """Remove an endpoint, its log, and all that still waits for it."""
    endpoint = _locked(uid, by)
    lanes.close_lane(endpoint.lane)
    lanes.close_lane(endpoint.test_lane)
    record(facts.EndpointRemoved(endpoint_id=endpoint.pk, title=str(endpoint)), about=[endpoint], by=by)
    endpoint.delete()


@command("webhooks.test")
def send_test(uid: UUID, *, by: Actor) -> UUID:
    """Send a test, once, past everything that waits; return its event's id."""
    endpoint = _locked(uid, by)
    payload = {"endpoint": endpoint.pk, "fact": None, "type": PING}
    place(Effect(EFFECT, payload, lane=endpoint.test_lane), by=by)
    lanes.try_now(endpoint.test_lane)
    return OutgoingEffect.objects.filter(lane=endpoint.test_lane).order_by("-id").values_list("uid", flat=True)[0]


@command("webhooks.try_now")
def try_endpoint_now(uid: UUID, *, by: Actor) -> None:
    """Do not wait for the time of the next try."""
    lanes.try_now(_locked(uid, by).lane)


@command("webhooks.replay")
def replay_events(uid: UUID, events: Sequence[UUID], *, by: Actor) -> int:
    """Tell events again, under their old ids and before what is newer; return how many."""
    endpoint = _locked(uid, by)
    count = lanes.carry_again(endpoint.lane, events)
    if not count:
        raise Refused("webhooks.nothing_to_replay", _("There is nothing to send again: it has not been sent yet."))
    _tell_replay(endpoint, count, by)
    return count


@command("webhooks.replay_range")
def replay_range(uid: UUID, since: datetime, until: datetime, *, by: Actor) -> int:
    """Tell all events again that came in between, at most 10,000, in their old order; return how many."""
    endpoint = _locked(uid, by)
    if until <= since:
        raise Invalid("webhooks.range", _("The end lies before the beginning."), "until")
    rows = OutgoingEffect.objects.filter(
        lane=endpoint.lane, state=State.DONE, placed_at__gte=since, placed_at__lt=until
    )
    events = list(rows.order_by("id").values_list("uid", flat=True)[: MOST_REPLAYED + 1])
    if len(events) > MOST_REPLAYED:
        words = {"most": f"{MOST_REPLAYED:,}"}
        raise Invalid("webhooks.range", _("These are more than %(most)s events. Take a shorter time.") % words, "since")
    count = sum(lanes.carry_again(endpoint.lane, events[at : at + 500]) for at in range(0, len(events), 500))
    if count:
        _tell_replay(endpoint, count, by)
    return count


@command("webhooks.forget_old")
def forget_old_attempts(*, by: Actor) -> int:
    """Delete tries of more than 30 days ago, and old secrets whose time is over; return how many tries."""
    require_administrator(by)
    now = timezone.now()
    Endpoint.objects.filter(old_secret_until__lt=now).update(old_secret="", old_secret_until=None)
    deleted, _by_table = Attempt.objects.filter(at__lt=now - KEPT_FOR).delete()
    return deleted


def _take(endpoint: Endpoint, values: EndpointDraft) -> None:
    for name in TOLD:
        setattr(endpoint, name, getattr(values, name))
    endpoint.kinds = list(values.kinds)


def _set_paused(endpoint: Endpoint, *, is_paused: bool) -> None:
    endpoint.is_paused = is_paused
    endpoint.save(update_fields=["is_paused"])
    lanes.hold_lane(endpoint.lane, is_held=is_paused)


def _tell_replay(endpoint: Endpoint, count: int, by: Actor) -> None:
    told = facts.EndpointReplayed(endpoint_id=endpoint.pk, title=str(endpoint), count=count)
    record(told, about=[endpoint], by=by)


def _locked(uid: UUID, by: Actor) -> Endpoint:
    require_administrator(by)
    endpoint = locked(Endpoint.objects.filter(uid=uid)).first()
    if endpoint is None:
        raise Missing("no such webhook")
    return endpoint
