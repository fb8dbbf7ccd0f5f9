"""The organisation's settings, exchange rates and visibility over the API; administrators only."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path
from pydantic import BaseModel, Field

from amity.kernel.api.answers import answer, nothing, require_match
from amity.kernel.api.doors import Door, actor_of
from amity.kernel.api.values import Taken, millionths_in
from amity.kernel.commands import run_in_unit
from amity.workspace.access.commands import set_reach
from amity.workspace.access.queries import reaches
from amity.workspace.access.visibility import require_administrator
from amity.workspace.settings.commands import RateDraft, remove_rate, set_rates, update_organisation
from amity.workspace.settings.queries import organisation, rate_list

router = Door()
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
FIELDS = ("name", "home_currency", "time_zone", "default_region")


class OrganisationOut(BaseModel):
    name: str
    home_currency: str
    time_zone: str
    default_region: str


class OrganisationChange(Taken):
    name: str | None = Field(None, min_length=1, max_length=200)
    home_currency: Currency | None = None
    time_zone: str | None = Field(None, max_length=64)
    default_region: str | None = Field(None, pattern=r"^([A-Z]{2})?$")


class RateOut(BaseModel):
    currency: str
    day: date
    rate: str


class RateList(BaseModel):
    items: list[RateOut]


class RateIn(Taken):
    currency: Currency
    day: date = Field(ge=date(1900, 1, 1), le=date(2199, 12, 31))
    rate: Annotated[str, Field(pattern=r"^\d{1,9}(\.\d{1,6})?$", description="Worth of one, in the home currency.")]


class RatesIn(Taken):
    rates: list[RateIn] = Field(min_length=1, max_length=1000)


class RatesWritten(BaseModel):
    written: int


class ReachOut(BaseModel):
    kind: int
    label: str
    reach: Literal["own", "team", "everyone"]


class ReachList(BaseModel):
    items: list[ReachOut]


class ReachIn(Taken):
    reach: Literal["own", "team", "everyone"]


@router.route("GET", "/organisation", scope="settings", answers=OrganisationOut, name="get_organisation",
              summary="The organisation")  # fmt: skip
def get_organisation(request: HttpRequest) -> HttpResponse:
    require_administrator(actor_of(request))
    return answer(request, _told())


@router.route("PATCH", "/organisation", scope="settings", answers=OrganisationOut, matched=True,
              name="change_organisation", summary="Change the organisation")  # fmt: skip
def change_organisation(request: HttpRequest, payload: OrganisationChange) -> HttpResponse:
    by = actor_of(request)
    require_administrator(by)

    def work() -> dict[str, Any]:
        now = _told()
        require_match(request, now)
        sent = {name: value for name in FIELDS if (value := getattr(payload, name)) is not None}
        update_organisation(**{**now, **sent}, by=by)
        return _told()

    return answer(request, run_in_unit(work))


@router.route("GET", "/rates", scope="settings", answers=RateList, name="list_rates", summary="List exchange rates")
def list_rates(request: HttpRequest) -> HttpResponse:
    """The newest 500 into the home currency."""
    rows = rate_list(seen_by=actor_of(request))
    items = [{"currency": row.currency, "day": row.day_text, "rate": row.figure} for row in rows]
    return answer(request, {"items": items})


@router.route("PUT", "/rates", scope="settings", answers=RatesWritten, name="set_rates", summary="Set exchange rates")
def put_rates(request: HttpRequest, payload: RatesIn) -> HttpResponse:
    """One for a day that has one replaces it."""
    drafts = [
        RateDraft(item.currency, item.day, millionths_in(item.rate, f"rates[{place}].rate"))
        for place, item in enumerate(payload.rates)
    ]
    return answer(request, {"written": set_rates(drafts, by=actor_of(request))})


@router.route("DELETE", "/rates/{currency}/{day}", scope="settings", status=204, name="remove_rate",
              summary="Take an exchange rate away")  # fmt: skip
def delete_rate(
    request: HttpRequest, currency: Annotated[str, Path(pattern=r"^[A-Z]{3}$")], day: date
) -> HttpResponse:  # fmt: skip
    remove_rate(currency, day, by=actor_of(request))
    return nothing()


@router.route("GET", "/visibility", scope="settings", answers=ReachList, name="list_visibility",
              summary="How far members see")  # fmt: skip
def list_visibility(request: HttpRequest) -> HttpResponse:
    found = reaches(seen_by=actor_of(request))
    items = [{"kind": kind.number, "label": str(kind.label), "reach": str(reach)} for kind, reach in found]
    return answer(request, {"items": items})


@router.route("PUT", "/visibility/{kind}", scope="settings", status=204, name="set_visibility",
              summary="Decide how far members see a kind")  # fmt: skip
def put_visibility(request: HttpRequest, kind: Annotated[int, Path(ge=1, le=1000)], payload: ReachIn) -> HttpResponse:
    """It holds from the next request on."""
    set_reach(kind, reach=payload.reach, by=actor_of(request))
    return nothing()


def _told() -> dict[str, Any]:
    row = organisation()
    return {name: getattr(row, name) for name in FIELDS}
