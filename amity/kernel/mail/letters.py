"""A mail as a command places it."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from amity.kernel.commands import Actor, Invalid
from amity.kernel.outbox.placing import Effect, place

KIND = "mail"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one address: plain text always, HTML beside it if given."""

    to: str
    subject: str
    text: str
    html: str = ""
    to_name: str = ""
    reply_to: str = ""


def place_mail(mail: Mail, *, by: Actor, key: str | None = None, run_after: datetime | None = None) -> None:
    """Let `mail` go out once the running command commits; two with the same `key` are one.

    Raises Invalid for what is no address, and for a line break where a header would end.
    """
    for name in ("to", "subject", "to_name", "reply_to"):
        if any(character in getattr(mail, name) for character in "\r\n\0"):
            raise Invalid("mail.line_break", _("A line break cannot stand in the %(part)s of a mail.") % {"part": name})
    for address in filter(None, [mail.to, mail.reply_to]):
        try:
            validate_email(address)
        except ValidationError:
            raise Invalid("mail.address", _("%(address)s is no e-mail address.") % {"address": address}) from None
    if not mail.to:
        raise Invalid("mail.address", _("The mail has no address to go to."))
    place(Effect(KIND, asdict(mail), key=key, run_after=run_after), by=by)
