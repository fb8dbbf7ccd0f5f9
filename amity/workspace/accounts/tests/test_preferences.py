"""What everybody chooses for themselves: language, zone, how figures are written, looks, keys."""

import pytest
from django.test import Client, override_settings

from amity.kernel.commands import Invalid, NotAllowed
from amity.kernel.commands.actor import Actor
from amity.kernel.facts.models import StoredFact
from amity.kernel.ui.preferences import THEME_COOKIE
from amity.workspace.accounts import commands
from amity.workspace.accounts.models import Account

PAGE = "/preferences"
CHOICES = {
    "language": "en-gb",
    "time_zone": "America/Argentina/Buenos Aires",
    "date_format": "DD.MM.YYYY",
    "number_format": "1.234,56",
    "first_weekday": "6",
    "theme": "dark",
    "density": "compact",
    "has_single_keys": "",
}


def ada_chooses(world, **chosen):
    commands.update_preferences(chosen, by=world.ada)


def test_a_reader_chooses_for_themselves_and_it_is_told(world, client_of):
    reader = client_of("reader")
    assert reader.post(PAGE, CHOICES).status_code == 302
    rita = Account.objects.get(pk=world.reader.account_id)
    assert (rita.language, rita.time_zone) == ("en-gb", "America/Argentina/Buenos_Aires")
    assert (rita.date_format, rita.number_format, rita.first_weekday) == ("DD.MM.YYYY", "1.234,56", 6)
    assert (rita.theme, rita.density, rita.has_single_keys) == ("dark", "compact", False)
    assert set(StoredFact.objects.get().data["changes"]) == set(CHOICES)
    page = reader.get(PAGE).content.decode()
    for shown in ('value="America/Argentina/Buenos Aires"', '"DD.MM.YYYY" selected', '"6" selected'):
        assert shown in page
    assert reader.post(PAGE, CHOICES).status_code == 302
    assert StoredFact.objects.count() == 1


def test_every_setting_states_its_default(client_of):
    page = client_of("ada").get(PAGE).content.decode()
    assert page.count("Default: ") == len(CHOICES)


def test_the_look_comes_with_the_page(world, client_of):
    ada = client_of("ada")
    assert "data-theme" not in ada.get(PAGE).content.decode()[:300]
    ada_chooses(world, theme="dark", density="compact", has_single_keys=False)
    answer = ada.get(PAGE)
    page = answer.content.decode()
    assert '<html lang="en" dir="ltr" data-theme="dark" data-density="compact">' in page
    assert 'data-keys=""' in page or "j=next" not in page
    # The page before signing in, in this browser, is as dark.
    assert answer.cookies[THEME_COOKIE].value == "dark"
    assert THEME_COOKIE not in ada.get(PAGE).cookies


def test_the_switch_in_the_account_menu_keeps_the_theme_with_the_account(world, client_of):
    client_of("ada").post("/appearance", {"theme": "dark", "next": PAGE})
    assert Account.objects.get(pk=world.ada.account_id).theme == "dark"
    client_of("ada").post("/appearance", {"theme": "", "next": PAGE})
    assert Account.objects.get(pk=world.ada.account_id).theme == "system"


def test_a_stranger_keeps_a_theme_in_the_browser(world):
    stranger = Client()
    stranger.post("/appearance", {"theme": "dark", "next": "/sign-in"})
    assert 'data-theme="dark"' in stranger.get("/sign-in").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"time_zone": "Mars/Olympus"},
        {"language": "tlh"},
        {"date_format": "YY"},
        {"number_format": "1_234"},
        {"first_weekday": 3},
        {"theme": "pink"},
        {"density": "tiny"},
    ],
)
def test_what_is_no_choice_is_refused(world, client_of, wrong):
    with pytest.raises(Invalid):
        commands.update_preferences(wrong, by=world.ada)
    answer = client_of("ada").post(PAGE, {**CHOICES, **wrong})
    assert answer.status_code == 422
    assert StoredFact.objects.count() == 0


def test_only_a_person_has_preferences(world):
    with pytest.raises(NotAllowed):
        commands.update_preferences({"theme": "dark"}, by=Actor.system())


def test_the_week_begins_where_the_language_has_it_until_somebody_says_otherwise(world):
    account = world.accounts["ada"]
    assert account.actor().first_weekday == 6
    account.language = "en-gb"
    assert account.actor().first_weekday == 0
    account.first_weekday = 5
    assert account.actor().first_weekday == 5


def test_a_language_written_from_right_to_left_turns_the_page_round(world, client_of):
    with override_settings(LANGUAGES=[("en", "English"), ("ar", "العربية")]):
        ada_chooses(world, language="ar")
        page = client_of("ada").get(PAGE).content.decode()
        assert '<html lang="ar" dir="rtl"' in page
        assert '"ar" selected' in page


def test_figures_and_days_are_read_back_as_they_are_written(world, client_of):
    """The rate page of an administrator who writes 22.11.2026 and 1.234,56."""
    commands.update_preferences({"date_format": "DD.MM.YYYY", "number_format": "1.234,56"}, by=world.administrator)
    ruth = client_of("administrator")
    assert ruth.post("/settings/rates", {"currency": "USD", "day": "03.02.2026", "rate": "0,9231"}).status_code == 302
    page = ruth.get("/settings/rates").content.decode()
    assert "<td>03.02.2026</td>" in page and "0,9231" in page
    assert 'placeholder="DD.MM.YYYY"' in page and 'type="date"' not in page
    wrong = ruth.post("/settings/rates", {"currency": "USD", "day": "31.02.2026", "rate": "1"})
    assert wrong.status_code == 422 and "This is no day." in wrong.content.decode()
