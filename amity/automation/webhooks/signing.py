"""Secrets of endpoints and what they sign."""

import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from amity.automation.webhooks.models import Endpoint
from amity.kernel.secrets import opened

PREFIX = "whsec_"


def new_secret() -> str:
    """256 random bits, with a prefix that scanners of repositories recognise."""
    return PREFIX + secrets.token_urlsafe(32)


def secrets_of(endpoint: Endpoint, now: datetime) -> list[str]:
    """The secrets that sign now, the present one first. Raises SecretLost."""
    stored = [endpoint.secret]
    if endpoint.old_secret and endpoint.old_secret_until and endpoint.old_secret_until > now:
        stored.append(endpoint.old_secret)
    return [opened(one) for one in stored]


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """HMAC-SHA256 over `timestamp.body`, in hex."""
    return hmac.new(secret.encode(), f"{timestamp}.".encode() + body, sha256).hexdigest()


def signed_headers(event_uid: str, timestamp: int, body: bytes, signing: Sequence[str]) -> dict[str, str]:
    """What goes with a body: id, time, and one signature a secret."""
    return {
        "Content-Type": "application/json",
        "Amity-Webhook-Id": event_uid,
        "Amity-Webhook-Timestamp": str(timestamp),
        "Amity-Webhook-Signature": ",".join(f"v1={signature(one, timestamp, body)}" for one in signing),
    }
