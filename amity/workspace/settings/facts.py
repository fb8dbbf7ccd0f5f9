"""What happens with the organisation's settings."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from amity.kernel.facts.kinds import Fact


@dataclass(frozen=True, kw_only=True)
class OrganisationSetUp(Fact):
    """The organisation was named for the first time."""

    name = "organisation.set_up"
    group = "account"
    public = False
    sentence = _("set Amity up for {title}")

    title: str
    home_currency: str
    time_zone: str


@dataclass(frozen=True, kw_only=True)
class HomeCurrencyChanged(Fact):
    """Amounts are now also kept in another currency; whoever keeps such amounts converts them again."""

    name = "organisation.home_currency_changed"
    group = "account"
    public = False
    sentence = _("changed the home currency from {before} to {after}")

    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class RatesChanged(Fact):
    """Exchange rates were added, corrected or removed; amounts from `first_day` on may be worth something else."""

    name = "organisation.rates_changed"
    group = "account"
    public = False
    sentence = _("changed {count} exchange rates")

    home: str
    currencies: list[str]
    first_day: str
    count: int
