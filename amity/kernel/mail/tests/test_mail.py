"""Mail: what is refused before it is placed, and what each answer of a mail server means."""

import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from amity.kernel.commands import Actor, Invalid, unit_of_work
from amity.kernel.mail.carrier import carry_mail
from amity.kernel.mail.letters import Mail, place_mail
from amity.kernel.outbox.delivery import deliver_due
from amity.kernel.outbox.models import OutgoingEffect, State

BY = Actor.system()


def send(**changes):
    letter = Mail(**{"to": "ada@example.org", "subject": "Hello", "text": "Good morning.", **changes})
    with unit_of_work():
        place_mail(letter, by=BY)
    deliver_due()


def test_a_mail_goes_out_as_text_and_html(db):
    send(html="<p>Good morning.</p>", to_name="Ada, Countess", reply_to="ben@example.org")
    (letter,) = mail.outbox
    assert letter.to == ['"Ada, Countess" <ada@example.org>']
    assert letter.reply_to == ["ben@example.org"]
    assert letter.alternatives[0].content == "<p>Good morning.</p>"
    uid = OutgoingEffect.objects.get().uid
    assert letter.message()["Message-ID"] == f"<{uid}@localhost>"


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "Hi\r\nBcc: everybody@example.org"},
        {"subject": "Hi\nX: y"},
        {"to": "ada@example.org\r\nBcc: eve@example.org"},
        {"to": "ada@example.org, eve@example.org"},
        {"to_name": "Ada\r\nBcc: eve@example.org"},
        {"reply_to": "ben@example.org\nBcc: eve@example.org"},
        {"reply_to": "nobody"},
        {"to": ""},
        {"to": "nonsense"},
    ],
)
def test_header_injection_and_wrong_addresses_are_refused(db, changes):
    with pytest.raises(Invalid):
        send(**changes)
    assert not OutgoingEffect.objects.exists() and mail.outbox == []


@pytest.mark.parametrize(
    ("problem", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"a": (450, b"greylisted")}), State.WAITING),
        (smtplib.SMTPRecipientsRefused({"a": (550, b"no such user")}), State.FAILED),
        (smtplib.SMTPDataError(451, b"later"), State.WAITING),
        (smtplib.SMTPDataError(554, b"spam"), State.FAILED),
        (smtplib.SMTPServerDisconnected("gone"), State.UNKNOWN),
        (TimeoutError("slow"), State.UNKNOWN),
    ],
)
def test_each_answer_of_a_mail_server_has_its_meaning(db, monkeypatch, problem, state):
    def refuse(self, messages):
        raise problem

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    send()
    assert OutgoingEffect.objects.get().state == state


def test_a_server_that_is_away_is_tried_again(db, monkeypatch):
    def away(self):
        raise ConnectionRefusedError("nobody listens")

    monkeypatch.setattr(EmailBackend, "open", away)
    send()
    row = OutgoingEffect.objects.get()
    assert row.state == State.WAITING and "nobody listens" in row.error


def test_the_console_backend_carries_too(settings, capsys):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    letter = {"to": "ada@example.org", "to_name": "", "reply_to": "", "subject": "Hello", "text": "Hi", "html": ""}
    carry_mail(letter, "uid")
    assert "To: ada@example.org" in capsys.readouterr().out
