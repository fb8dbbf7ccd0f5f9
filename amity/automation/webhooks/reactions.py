"""Facts become effects in the lanes of those endpoints that want them."""

from collections.abc import Sequence

from amity.automation.webhooks.choosing import FAMILY, FilterErrors, passing, wanted
from amity.automation.webhooks.models import Endpoint
from amity.kernel.commands import Actor
from amity.kernel.facts.readers import ReadFact
from amity.kernel.outbox.placing import Effect, place_all

EFFECT = "webhook"


def wanted_kinds() -> frozenset[str] | None:
    """Kinds that any endpoint wants; without endpoints facts are passed over unread. None is all, for a family."""
    chosen = frozenset(kind for kinds in Endpoint.objects.values_list("kinds", flat=True) for kind in kinds)
    return None if any(kind.endswith(FAMILY) for kind in chosen) else chosen


def place_for_endpoints(facts: Sequence[ReadFact]) -> None:
    """One effect per endpoint and event, in the order of the facts; part of the reader's transaction.

    An effect names its fact and holds nothing of it: what goes out is made when it goes out.
    """
    for endpoint in Endpoint.objects.select_related("owner").order_by("pk"):
        some = wanted(endpoint, facts)
        if not some:
            continue
        is_checked = True
        try:
            some = passing(endpoint, some, seen_by=endpoint.owner.actor())  # type: ignore[arg-type,assignment]
        except FilterErrors:
            # A field it asks for is gone. Nothing is lost: all wait until somebody mends the filter.
            is_checked = False
        effects = [
            Effect(
                EFFECT,
                {"endpoint": endpoint.pk, "fact": fact.id, "type": fact.kind, "checked": is_checked},
                key=f"webhook:{endpoint.pk}:{fact.id}",
                lane=endpoint.lane,
            )
            for fact in some
        ]
        place_all(effects, by=Actor.system())
