"""The only writers of the organisation's settings and of exchange rates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from phonenumbers import SUPPORTED_REGIONS

from amity.kernel.commands import Actor, Invalid, Missing, Refused, command, locked
from amity.kernel.facts.kinds import RecordChanged
from amity.kernel.facts.log import record
from amity.kernel.money.currencies import is_currency
from amity.kernel.money.models import Rate
from amity.workspace.access.visibility import require_administrator
from amity.workspace.accounts.commands import create_first_administrator
from amity.workspace.accounts.commands.rules import clean_time_zone
from amity.workspace.accounts.models import Account
from amity.workspace.settings.facts import HomeCurrencyChanged, OrganisationSetUp, RatesChanged
from amity.workspace.settings.models import ONLY_ROW, ORGANISATION_KIND, Organisation

FIELDS = ("name", "home_currency", "time_zone", "default_region")


@dataclass(frozen=True, slots=True)
class RateDraft:
    """From `day` on one `currency` is worth `millionths` / 1,000,000 of the home currency."""

    currency: str
    day: date
    millionths: int


@command("settings.set_up")
def set_up(
    *,
    organisation: str,
    home_currency: str,
    time_zone: str,
    default_region: str,
    name: str,
    email: str,
    password: str,
    by: Actor,
) -> Account:
    """Name the organisation and make its first administrator; Refused once there is any account."""
    # Locked first, so that of two set-ups at the same moment the second sees the account of the first.
    row = _locked_row()
    account = create_first_administrator(email=email, name=name, password=password, time_zone=time_zone, by=by)
    _write(row, _clean(organisation, home_currency, time_zone, default_region))
    told = OrganisationSetUp(title=row.name, home_currency=row.home_currency, time_zone=row.time_zone)
    record(told, about=[row], by=account.actor(request_id=by.request_id))
    return account


@command("settings.update_organisation")
def update_organisation(
    *, name: str, home_currency: str, time_zone: str, default_region: str, by: Actor
) -> Organisation:
    """Change name, home currency, time zone and the region that phone numbers without a country belong to."""
    require_administrator(by)
    row = _locked_row()
    values = _clean(name, home_currency, time_zone, default_region)
    changes = {field: [getattr(row, field), values[field]] for field in FIELDS if getattr(row, field) != values[field]}
    _write(row, values)
    if changes:
        told = RecordChanged(record_kind=ORGANISATION_KIND, record_id=row.pk, changes=changes)
        record(told, about=[row], by=by)
    if "home_currency" in changes:
        before, after = changes["home_currency"]
        record(HomeCurrencyChanged(before=before, after=after), about=[row], by=by)
    return row


@command("settings.set_rates")
def set_rates(drafts: Sequence[RateDraft], *, by: Actor) -> int:
    """Write dated exchange rates; one for a day that has one replaces it. Return how many were new or different."""
    require_administrator(by)
    home = _locked_row().home_currency
    for draft in drafts:
        _check(draft, home)
    wanted = {(draft.currency, draft.day): draft.millionths for draft in drafts}
    stored = {(rate.currency, rate.day): rate.millionths for rate in Rate.objects.filter(home=home)}
    news = [Rate(home=home, currency=key[0], day=key[1], millionths=value)
            for key, value in wanted.items() if stored.get(key) != value]  # fmt: skip
    Rate.objects.bulk_create(
        news,
        update_conflicts=True,
        unique_fields=["home", "currency", "day"],
        update_fields=["millionths"],
        batch_size=500,
    )
    _tell_rates(home, [(rate.currency, rate.day) for rate in news], by)
    return len(news)


@command("settings.remove_rate")
def remove_rate(currency: str, day: date, *, by: Actor) -> None:
    """Take one dated rate away; the one before it holds on."""
    require_administrator(by)
    row = _locked_row()
    deleted, _rows = Rate.objects.filter(home=row.home_currency, currency=currency, day=day).delete()
    if not deleted:
        raise Missing(f"no rate of {currency} on {day}")
    _tell_rates(row.home_currency, [(currency, day)], by)


def _tell_rates(home: str, keys: Iterable[tuple[str, date]], by: Actor) -> None:
    keys = list(keys)
    if not keys:
        return
    currencies = sorted({currency for currency, _day in keys})
    first = min(day for _currency, day in keys)
    told = RatesChanged(home=home, currencies=currencies, first_day=first.isoformat(), count=len(keys))
    record(told, about=[Organisation(pk=ONLY_ROW)], by=by)


def _check(draft: RateDraft, home: str) -> None:
    if not is_currency(draft.currency):
        raise Invalid(
            "settings.currency", _("%(code)s is no currency of ISO 4217.") % {"code": draft.currency}, "currency"
        )
    if draft.currency == home:
        raise Refused(
            "settings.home_rate", _("%(code)s is the home currency; it needs no rate.") % {"code": home}, "currency"
        )
    if not 0 < draft.millionths < 2**62:
        raise Invalid("settings.rate", _("A rate must be more than zero."), "rate")


def _locked_row() -> Organisation:
    Organisation.objects.get_or_create(pk=ONLY_ROW)
    return locked(Organisation.objects.filter(pk=ONLY_ROW)).get()


def _clean(name: str, home_currency: str, time_zone: str, default_region: str) -> dict[str, str]:
    words, currency, region = " ".join(name.split())[:200], home_currency.upper(), default_region.upper()
    if not words:
        raise Invalid("settings.name", _("The organisation needs a name."), "organisation")
    if not is_currency(currency):
        raise Invalid("settings.currency", _("Pick a currency from the list."), "home_currency")
    if region and region not in SUPPORTED_REGIONS:
        raise Invalid("settings.region", _("Pick a region from the list."), "default_region")
    return {
        "name": words,
        "home_currency": currency,
        "time_zone": clean_time_zone(time_zone),
        "default_region": region,
    }


def _write(row: Organisation, values: dict[str, str]) -> None:
    for field, value in values.items():
        setattr(row, field, value)
    row.has_home_currency = True
    row.save()
