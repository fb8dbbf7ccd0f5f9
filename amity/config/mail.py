"""Where mail goes, from one URL: smtp://user:password@host:587, smtps://…:465, file:///folder, console:."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

_BACKENDS = "django.core.mail.backends"


def mail_settings(url: str) -> dict[str, Any]:
    """Return Django's EMAIL_* settings for `url`; an empty one prints mail on the terminal.

    smtp:// uses STARTTLS when it carries a user or `?starttls=1`; smtps:// is TLS from the first byte.
    """
    parts = urlsplit(url or "console:")
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": f"{_BACKENDS}.console.EmailBackend"}
    if parts.scheme == "file":
        return {"EMAIL_BACKEND": f"{_BACKENDS}.filebased.EmailBackend", "EMAIL_FILE_PATH": unquote(parts.path)}
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("AMITY_SMTP_URL must look like smtp://user:password@host:587 or smtps://user:password@host.")
    is_tls = parts.scheme == "smtps"
    starttls = parse_qs(parts.query).get("starttls", ["1" if parts.username else "0"])[0] == "1"
    return {
        "EMAIL_BACKEND": f"{_BACKENDS}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if is_tls else 587 if starttls else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_tls,
        "EMAIL_USE_TLS": starttls and not is_tls,
        # Below the outbox's lease, so that a slow server cannot outlive it.
        "EMAIL_TIMEOUT": 30,
    }
