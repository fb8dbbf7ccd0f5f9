"""Whether a delivery comes from who knows the shop's secret: over the bytes as they came, never over what they say."""

import base64
import hmac
from collections.abc import Mapping
from hashlib import sha256

STRIPE_TOLERANCE = 300
"""Seconds a timestamp of Stripe may lie off our clock."""


def is_genuine(kind: str, body: bytes, headers: Mapping[str, str], secret: str, *, now: float) -> bool:
    """Check the signature; `headers` by lower-case name, `now` in seconds since 1970."""
    if kind == "stripe":
        return _stripe(body, headers.get("stripe-signature", ""), secret, now)
    name = "x-shopify-hmac-sha256" if kind == "shopify" else "x-wc-webhook-signature"
    wanted = base64.b64encode(_mac(body, secret))
    return hmac.compare_digest(wanted, _octets(headers.get(name, "").strip()))


def _stripe(body: bytes, header: str, secret: str, now: float) -> bool:
    """`t=…,v1=…`, with several v1 while a secret is being changed."""
    pairs = [item.strip().partition("=") for item in header.split(",")]
    moments = [value for name, _equals, value in pairs if name == "t"]
    if len(moments) != 1 or not moments[0].isascii() or not moments[0].isdigit() or len(moments[0]) > 12:
        return False
    if abs(now - int(moments[0])) > STRIPE_TOLERANCE:
        return False
    wanted = _mac(moments[0].encode() + b"." + body, secret).hex().encode()
    given = [_octets(value) for name, _equals, value in pairs if name == "v1"]
    # All are compared, whichever fits.
    return any([hmac.compare_digest(wanted, one) for one in given])


def _mac(body: bytes, secret: str) -> bytes:
    return hmac.new(secret.encode(), body, sha256).digest()


def _octets(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
