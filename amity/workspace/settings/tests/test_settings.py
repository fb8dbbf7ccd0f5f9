"""The organisation's settings and exchange rates."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from amity.kernel.commands import Invalid, Missing, NotAllowed, Refused
from amity.kernel.facts.models import StoredFact
from amity.kernel.money.models import Rate
from amity.kernel.money.rates import Converter
from amity.workspace.settings import commands
from amity.workspace.settings.commands import RateDraft
from amity.workspace.settings.queries import organisation, rate_list
from amity.workspace.settings.rates_file import millionths, read_rates

ORGANISATION = {"name": "Amity Ltd", "home_currency": "EUR", "time_zone": "Europe/Berlin", "default_region": "DE"}


def facts():
    return list(StoredFact.objects.order_by("id").values_list("kind", flat=True))


def test_the_organisation_is_changed_by_administrators_alone(world):
    commands.update_organisation(**ORGANISATION, by=world.administrator)
    commands.update_organisation(**ORGANISATION, by=world.administrator)
    assert (organisation().name, organisation().default_region) == ("Amity Ltd", "DE")
    assert facts() == ["record.changed"]
    with pytest.raises(NotAllowed):
        commands.update_organisation(**ORGANISATION, by=world.ada)


def test_another_home_currency_is_told_apart(world):
    commands.update_organisation(**ORGANISATION, by=world.administrator)
    commands.update_organisation(**{**ORGANISATION, "home_currency": "usd"}, by=world.administrator)
    assert facts() == ["record.changed", "record.changed", "organisation.home_currency_changed"]


@pytest.mark.parametrize(
    "changes", [{"name": ""}, {"home_currency": "ABC"}, {"time_zone": "Mars"}, {"default_region": "ZZ"}]
)
def test_wrong_settings_are_refused(world, changes):
    with pytest.raises(Invalid):
        commands.update_organisation(**{**ORGANISATION, **changes}, by=world.administrator)
    assert facts() == []


def test_rates_are_dated_replaced_and_removed(world):
    first, second = date(2026, 1, 1), date(2026, 6, 1)
    drafts = [RateDraft("USD", first, 900_000), RateDraft("USD", second, 950_000)]
    assert commands.set_rates(drafts, by=world.administrator) == 2
    assert commands.set_rates(drafts, by=world.administrator) == 0
    assert commands.set_rates([RateDraft("USD", second, 960_000)], by=world.administrator) == 1
    converter = Converter("EUR")
    assert [converter.rate("USD", day) for day in (date(2025, 12, 31), first, second)] == [None, 900_000, 960_000]
    commands.remove_rate("USD", second, by=world.administrator)
    assert [row.figure for row in rate_list(seen_by=world.administrator)] == ["0.9"]
    assert facts() == ["organisation.rates_changed"] * 3
    with pytest.raises(Missing):
        commands.remove_rate("USD", second, by=world.administrator)
    with pytest.raises(Refused, match="needs no rate"):
        commands.set_rates([RateDraft("EUR", first, 1)], by=world.administrator)
    with pytest.raises(NotAllowed):
        commands.set_rates(drafts, by=world.ada)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1.0834", 1_083_400), ("1,0834", 1_083_400), (" 0.0000015 ", 2), ("151", 151_000_000), ("0.0062", 6_200)],
)
def test_rates_are_read_as_people_write_them(text, expected):
    assert millionths(text) == expected


@pytest.mark.parametrize("text", ["", "abc", "0", "-1", "NaN", "1e30", "1,000.5"])
def test_what_is_no_rate_is_refused(text):
    with pytest.raises(Invalid):
        millionths(text)


def test_a_file_of_rates_is_read_with_or_without_header_and_with_any_separator():
    expected = [RateDraft("USD", date(2026, 1, 1), 900_000), RateDraft("GBP", date(2026, 1, 2), 1_170_000)]
    assert read_rates("currency,day,rate\nusd,2026-01-01,0.9\n\nGBP,2026-01-02,1.17\n") == expected
    assert read_rates("USD;2026-01-01;0,9\r\nGBP;2026-01-02;1,17") == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "holds no rates"),
        ("USD,2026-01-01,0.9\nGBP,yesterday,1", "Line 2"),
        ("USD,2026-01-01,much", "Line 1: much is no rate"),
        ("USD,2026-01-01", "Line 1"),
    ],
)
def test_a_wrong_file_names_the_line_and_the_fix(text, words):
    with pytest.raises(Invalid, match=words):
        read_rates(text)


def test_the_pages_of_settings_work(world, client_of):
    client = client_of("administrator")
    assert client.get("/settings")["Location"] == "/settings/organisation"
    assert client_of("ada").get("/settings")["Location"] == "/settings/profile"
    given = {
        "organisation": "Amity Ltd",
        **{key: ORGANISATION[key] for key in ("home_currency", "time_zone", "default_region")},
    }
    assert client.post("/settings/organisation", given).status_code == 302
    assert "Amity Ltd" in client.get("/settings/organisation").content.decode()
    assert client.post("/settings/organisation", {**given, "organisation": ""}).status_code == 422
    assert client.post("/settings/rates", {"currency": "USD", "day": "2026-01-01", "rate": "0,92"}).status_code == 302
    assert client.post("/settings/rates", {"currency": "EUR", "day": "2026-01-01", "rate": "1"}).status_code == 422
    assert "0.92" in client.get("/settings/rates").content.decode()
    file = SimpleUploadedFile("rates.csv", b"\xef\xbb\xbfGBP,2026-01-01,1.17\n")
    assert client.post("/settings/rates/file", {"file": file}).status_code == 302
    wrong = SimpleUploadedFile("rates.csv", b"GBP,2026-01-01,\xff\n")
    assert client.post("/settings/rates/file", {"file": wrong}).status_code == 422
    assert client.post("/settings/rates/GBP/2026-01-01/removal").status_code == 302
    assert client.post("/settings/rates/GBP/never/removal").status_code == 404
    assert Rate.objects.count() == 1
    assert client.get("/settings/outgoing").status_code == 200
