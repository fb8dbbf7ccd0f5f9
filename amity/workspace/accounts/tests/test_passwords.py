"""New passwords: by mail, in the profile; and which sessions end."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from amity.kernel.facts.models import StoredFact
from amity.kernel.outbox.delivery import deliver_due
from amity.kernel.outbox.models import OutgoingEffect
from amity.workspace.accounts import commands

NEW = "a much better one"


def ask_for_link(email="ada@example.org", **extra):
    answer = Client().post("/password", {"email": email}, **extra)
    deliver_due()
    return answer


def link_in_mail():
    return re.search(r"https?://\S+", mail.outbox[-1].body).group()


def open_form(client, link):
    """Follow the mailed link to the form; returns its last answer."""
    return client.get(link.replace("http://localhost:8000", ""), follow=True)


def choose(client, link, password=NEW):
    answer = open_form(client, link)
    return client.post(answer.request["PATH_INFO"], {"password1": password, "password2": password})


def test_a_mailed_link_sets_a_new_password_once(world):
    assert ask_for_link()["Location"] == "/password/sent"
    link = link_in_mail()
    assert link.startswith("http://localhost:8000/password/")
    client = Client()
    assert choose(client, link).status_code == 302
    world.accounts["ada"].refresh_from_db()
    assert world.accounts["ada"].check_password(NEW)
    assert "account.password_changed" in StoredFact.objects.values_list("kind", flat=True)
    again = open_form(Client(), link)
    assert "This link no longer works" in again.content.decode()
    assert choose(Client(), link, "yet another one").status_code == 200
    world.accounts["ada"].refresh_from_db()
    assert world.accounts["ada"].check_password(NEW)


def test_the_link_is_worthless_after_an_hour(world):
    ask_for_link()
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert "This link no longer works" in open_form(Client(), link_in_mail()).content.decode()


def test_the_link_is_worthless_once_the_account_is_deactivated(world):
    ask_for_link()
    commands.deactivate_account(world.accounts["ada"].uid, by=world.administrator)
    assert "This link no longer works" in open_form(Client(), link_in_mail()).content.decode()


def test_asking_for_a_link_tells_nobody_who_has_an_account(world):
    known, unknown = ask_for_link(), ask_for_link("nobody@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [letter.to for letter in mail.outbox] == [["Ada Lovelace <ada@example.org>"]]


def test_the_links_host_is_ours_whatever_the_request_says(world, settings):
    settings.ALLOWED_HOSTS = ["*"]
    ask_for_link(HTTP_HOST="evil.test", HTTP_X_FORWARDED_HOST="evil.test")
    assert "evil.test" not in mail.outbox[-1].body
    assert link_in_mail().startswith("http://localhost:8000/")


def test_the_text_of_a_mail_that_went_out_is_not_kept(world):
    ask_for_link()
    effect = OutgoingEffect.objects.get()
    assert effect.state == "done"
    assert set(effect.payload) == {"to", "subject"}


def test_a_reset_opens_the_door_that_wrong_guesses_shut(world):
    client = Client()
    for _ in range(6):
        answer = client.post("/sign-in", {"login": "ada@example.org", "password": "wrong"})
    assert answer.status_code == 429
    ask_for_link()
    choose(client, link_in_mail())
    answer = client.post("/sign-in", {"login": "ada@example.org", "password": NEW})
    assert answer.status_code == 302


def test_a_weak_password_is_refused_with_its_reason(world):
    ask_for_link()
    client = Client()
    page = choose(client, link_in_mail(), "short").content.decode()
    assert "at least 10 characters" in page


def test_asking_again_and_again_is_stopped(world):
    codes = [ask_for_link().status_code for _ in range(5)]
    assert codes[:3] == [302] * 3 and 429 in codes
    assert len(mail.outbox) == 3


def test_changing_ones_password_ends_all_other_sessions_and_mails_a_note(world, client_of):
    here, there = client_of("ada"), client_of("ada")
    answer = here.post("/settings/profile/password", {"old": world.password, "new": NEW, "again": NEW})
    assert answer.status_code == 302
    assert here.get("/settings/profile").status_code == 200
    assert there.get("/settings/profile").status_code == 302
    deliver_due()
    assert mail.outbox[-1].subject == "Your password for Amity was changed"


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("wrong", NEW, NEW, "not your present password"),
        ("correct horse battery", "short", "short", "at least 10 characters"),
        ("correct horse battery", NEW, "another one", "differ"),
        ("correct horse battery", "correct horse battery", "correct horse battery", "Choose another"),
    ],
)
def test_a_wrong_change_says_what_is_wrong_and_changes_nothing(world, client_of, old, new, again, words):
    answer = client_of("ada").post("/settings/profile/password", {"old": old, "new": new, "again": again})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    world.accounts["ada"].refresh_from_db()
    assert world.accounts["ada"].check_password(world.password)


def test_another_role_or_deactivation_ends_sessions_at_once(world, client_of):
    ada, ben = client_of("ada"), client_of("ben")
    commands.change_role(world.accounts["ada"].uid, role="read_only", by=world.administrator)
    commands.deactivate_account(world.accounts["ben"].uid, by=world.administrator)
    assert ada.get("/settings/profile").status_code == 302
    assert ben.get("/settings/profile").status_code == 302
    commands.reactivate_account(world.accounts["ben"].uid, by=world.administrator)
    assert ben.get("/settings/profile").status_code == 302
