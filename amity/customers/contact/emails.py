"""E-mail addresses (RFC 5321, RFC 6531)."""

import re
from functools import lru_cache

from django.utils.translation import gettext as _
from email_validator import EmailNotValidError, validate_email

from amity.kernel.commands import Invalid

# Nearly every address is plain ASCII; the library is 40 times slower and only asked about the rest.
_PLAIN = re.compile(r"[a-z0-9_'+&-]+(?:\.[a-z0-9_'+&-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}")
LONGEST = 254


def email_key(address: str) -> str:
    """The form an address is matched by: lower case, composed; raises Invalid for what is no address."""
    address = address.strip()
    key = address.lower()
    if len(key) <= LONGEST and _PLAIN.fullmatch(key) and key.index("@") <= 64:
        return key
    return _checked(address)


@lru_cache(maxsize=4096)
def _checked(address: str) -> str:
    try:
        return validate_email(address, check_deliverability=False, test_environment=True).normalized.casefold()
    except EmailNotValidError:
        raise Invalid(
            "email.invalid",
            _("“%(address)s” is not an e-mail address. Write it like name@example.com.") % {"address": address[:80]},
            "emails",
        ) from None
