"""One-time secrets in links: long, random, stored only as a hash."""

import hashlib
import secrets


def new_token() -> str:
    """192 random bits that fit into a URL."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """What is stored of a token. Unsalted: there is nothing to guess in 192 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()
