"""Read the organisation's settings."""

from dataclasses import dataclass
from datetime import date

from amity.kernel.commands import Actor
from amity.kernel.money.models import Rate
from amity.kernel.money.typed import from_millionths
from amity.workspace.access.visibility import require_administrator
from amity.workspace.settings.models import Organisation


@dataclass(frozen=True, slots=True)
class RateRow:
    """A dated rate as it is shown: `figure` is exact, without trailing zeros."""

    currency: str
    day: date
    figure: str

    @property
    def day_text(self) -> str:
        return self.day.isoformat()


def organisation() -> Organisation:
    """The one row of settings; its defaults before anyone set them."""
    return Organisation.objects.order_by("pk").first() or Organisation()


def is_organisation_set() -> bool:
    """Whether somebody has decided what the organisation is called and counts in."""
    return Organisation.objects.exists()


def house_name() -> str:
    """What the organisation is called, for the frame of pages."""
    return Organisation.objects.order_by("pk").values_list("name", flat=True).first() or "Amity"


def time_zone_name() -> str:
    """The zone by whose clock the house works, for the schedule."""
    return Organisation.objects.order_by("pk").values_list("time_zone", flat=True).first() or "UTC"


def rate_list(*, seen_by: Actor, limit: int = 500) -> list[RateRow]:
    """The newest rates into the home currency, by currency and day."""
    require_administrator(seen_by)
    rows = Rate.objects.filter(home=organisation().home_currency).order_by("currency", "-day")[:limit]
    return [RateRow(row.currency, row.day, from_millionths(row.millionths)) for row in rows]
