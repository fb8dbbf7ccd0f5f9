"""POST /api/v1/events."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic import ValidationError

from amity.customers.tracking.commands import MOST_AT_ONCE, track_events
from amity.customers.tracking.schemas import EventIn, EventsAnswer, EventsIn
from amity.kernel.api.answers import answer
from amity.kernel.api.doors import Door
from amity.kernel.api.problems import field_problems, fix_in, status_of
from amity.kernel.commands import Actor, Refused

Rows = list[dict[str, Any]]
events = Door()


@events.route(
    "POST", "", scope="tracking", answers=EventsAnswer, name="track_events", summary="Tell up to 1,000 tracked events"
)
def track(request: HttpRequest, payload: EventsIn) -> HttpResponse:
    """Each event is told once for its name and id, and stands in the history of its person. One that is refused does
    not stop the others. 500 are written at once."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    rows = _told(payload.items, by)
    counts = Counter(row["status"] for row in rows)
    return answer(request, {**{name: counts[name] for name in ("created", "known", "refused")}, "rows": rows})


def _told(items: list[Any], by: Actor) -> Rows:
    rows: Rows = [{"index": place, "status": "created", "problem": None} for place in range(len(items))]
    read: list[tuple[int, EventIn]] = []
    for place, item in enumerate(items):
        try:
            read.append((place, EventIn.model_validate(item)))
        except ValidationError as wrong:
            _refuse(rows[place], field_problems(wrong.errors(include_url=False, include_input=False)), 422)
    for start in range(0, len(read), MOST_AT_ONCE):
        part = read[start : start + MOST_AT_ONCE]
        told = track_events([item.draft() for _place, item in part], by=by)
        for index, (place, _item) in enumerate(part):
            if index in told.refusals:
                _refuse(rows[place], [_error(told.refusals[index])], status_of(told.refusals[index]))
            elif index in told.known:
                rows[place]["status"] = "known"
    return rows


def _error(refused: Refused) -> dict[str, Any]:
    fix = fix_in(refused.message, status_of(refused))
    return {"field": refused.field, "code": refused.code, "message": refused.message, "fix": fix}


def _refuse(row: dict[str, Any], errors: list[dict[str, Any]], status: int) -> None:
    row["status"] = "refused"
    row["problem"] = {"status": status, "code": errors[0]["code"], "errors": errors}
