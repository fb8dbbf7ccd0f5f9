"""Carry mail through Django's mail backend: the console by default, SMTP by AMITY_SMTP_URL."""

import smtplib
from email.utils import formataddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from amity.kernel.outbox.carriers import Carrier, NotEver, NotNow, Unsure

# Every address was refused for now (4xx) or for good (5xx).
_FOR_NOW = range(400, 500)


def carry_mail(payload: dict[str, Any], uid: str) -> None:
    """Send one mail; what cannot be told apart from success is Unsure."""
    message = EmailMultiAlternatives(
        subject=payload["subject"],
        body=payload["text"],
        to=[formataddr((payload["to_name"], payload["to"])) if payload["to_name"] else payload["to"]],
        reply_to=[payload["reply_to"]] if payload["reply_to"] else None,
        # The same on every attempt, so that a mailbox can recognise a repetition.
        headers={"Message-ID": f"<{uid}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"},
    )
    if payload["html"]:
        message.attach_alternative(payload["html"], "text/html")
    connection = get_connection()
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as problem:
        raise NotNow(f"The mail server cannot be reached: {problem}") from problem
    try:
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as problem:
        codes = [code for code, _ in problem.recipients.values()]
        raise (NotNow if all(code in _FOR_NOW for code in codes) else NotEver)(_refusal(problem)) from problem
    except smtplib.SMTPResponseException as problem:
        raise (NotNow if problem.smtp_code in _FOR_NOW else NotEver)(_refusal(problem)) from problem
    except (smtplib.SMTPException, OSError) as problem:
        raise Unsure(f"The connection broke while sending: {problem}") from problem
    finally:
        _close(connection)


def without_text(payload: dict[str, Any]) -> dict[str, Any]:
    """What stays of a mail that went out: to whom and about what, never its links."""
    return {"to": payload["to"], "subject": payload["subject"]}


def _refusal(problem: Exception) -> str:
    return f"The mail server refused: {problem}"


def _close(connection: Any) -> None:
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        # The mail is out or its failure is known; a broken goodbye changes neither.
        return


CARRIER = Carrier(kind="mail", carry=carry_mail, keep=without_text)
