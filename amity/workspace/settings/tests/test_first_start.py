"""The first start: one page, one code, once."""

import pytest
from django.test import Client

from amity.kernel.commands import Actor, Refused
from amity.kernel.facts.models import StoredFact
from amity.workspace.accounts.commands import create_administrator, create_first_administrator
from amity.workspace.accounts.first_start import first_start_url, is_setup_code, setup_code
from amity.workspace.accounts.models import Account
from amity.workspace.settings.commands import set_up
from amity.workspace.settings.queries import organisation

PASSWORD = "a much better one"
ANSWERS = {
    "organisation": "Rösterei Nord",
    "home_currency": "SEK",
    "time_zone": "Europe/Stockholm",
    "default_region": "SE",
    "name": "Astrid",
    "email": "astrid@example.org",
    "password": PASSWORD,
}


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path / "data"
    return settings.DATA_FOLDER


def test_while_nobody_has_an_account_every_page_leads_to_the_set_up(db):
    for path in ("/settings/profile", "/sign-in", "/password", "/settings"):
        assert Client().get(path)["Location"] == "/set-up"
    assert Client().get("/healthz").status_code == 200


def test_a_stranger_without_the_code_gets_no_further(db):
    client = Client()
    assert "Set-up code" in client.get("/set-up").content.decode()
    assert client.get("/set-up?code=wrong").status_code == 200
    answer = client.post("/set-up", {"code": "wrong"})
    assert answer.status_code == 422 and "This is not the code" in answer.content.decode()
    assert client.post("/set-up", {**ANSWERS, "again": PASSWORD}).status_code == 200
    assert not Account.objects.exists()


@pytest.mark.parametrize("way", ["address", "form"])
def test_the_code_opens_the_page_and_the_page_makes_the_administrator(db, data_folder, way):
    client = Client()
    if way == "address":
        answer = client.get(first_start_url().replace("http://localhost:8000", ""))
    else:
        answer = client.post("/set-up", {"code": f" {setup_code()} "})
    assert answer["Location"] == "/set-up"
    assert "Name of the organisation" in client.get("/set-up").content.decode()
    answer = client.post("/set-up", {**ANSWERS, "again": PASSWORD})
    assert answer["Location"] == "/"
    assert client.get("/people").status_code == 200, "signed in at once"
    astrid = Account.objects.get()
    assert (astrid.role, astrid.time_zone, astrid.check_password(PASSWORD)) == (
        "administrator", "Europe/Stockholm", True,
    )  # fmt: skip
    row = organisation()
    assert (row.name, row.home_currency, row.default_region, row.has_home_currency) == (
        "Rösterei Nord", "SEK", "SE", True,
    )  # fmt: skip
    assert list(StoredFact.objects.order_by("id").values_list("kind", flat=True)) == [
        "account.created",
        "organisation.set_up",
    ]
    assert not (data_folder / "setup.code").exists()
    assert client.post("/sign-in", {"login": "astrid@example.org", "password": PASSWORD}).status_code == 302


def test_the_page_is_shut_for_ever_after_use(db):
    client = Client()
    code = setup_code()
    client.get(f"/set-up?code={code}")
    set_up(**ANSWERS, by=Actor.system())
    again = {**ANSWERS, "email": "eve@example.org", "again": PASSWORD}
    assert client.get(f"/set-up?code={code}").status_code == 404
    assert client.post("/set-up", again).status_code == 404
    with pytest.raises(Refused, match="set up already"):
        set_up(**{**ANSWERS, "email": "eve@example.org"}, by=Actor.system())
    with pytest.raises(Refused, match="set up already"):
        create_first_administrator(email="eve@example.org", name="Eve", password=PASSWORD, by=Actor.system())
    assert Account.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"password": "short", "again": "short"}, "password"),
        ({"again": "something else"}, "again"),
        ({"email": "astrid"}, "email"),
        ({"organisation": " "}, "organisation"),
        ({"home_currency": "XXQ"}, "home_currency"),
        ({"password": "astrid@example.org", "again": "astrid@example.org"}, "password"),
    ],
)
def test_a_wrong_answer_is_shown_at_its_field_and_nothing_is_made(db, changes, field):
    client = Client()
    client.get(f"/set-up?code={setup_code()}")
    answer = client.post("/set-up", {**ANSWERS, "again": PASSWORD, **changes})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Account.objects.exists() and not StoredFact.objects.exists()


def test_the_code_is_long_kept_private_and_compared_whole(db, data_folder):
    code = setup_code()
    assert len(code) >= 24 and setup_code() == code
    assert oct((data_folder / "setup.code").stat().st_mode & 0o777) == "0o600"
    assert is_setup_code(code) and not is_setup_code(code[:-1]) and not is_setup_code("")
    assert first_start_url() == f"http://localhost:8000/set-up?code={code}"


def test_the_command_line_makes_administrators_without_a_default_password(db):
    create_administrator(email="Root@Example.org", name="Root", password=PASSWORD, by=Actor.system())
    assert Account.objects.get().email == "root@example.org"
    with pytest.raises(Refused):
        create_administrator(email="r2@example.org", name="Root", password="", by=Actor.system())
