"""How a token is written: `amity_` and eight digits to know it by, then 256 random bits. Pure functions."""

import hashlib
import re
import secrets

PREFIX = "amity_"
# One pattern for whoever looks for leaked tokens, ours and those of code hosts.
PATTERN = re.compile(r"amity_[0-9a-f]{8}_[0-9a-f]{64}")


def new_secret() -> tuple[str, str]:
    """A fresh token, and its mark: the beginning that may be shown for ever."""
    mark = PREFIX + secrets.token_hex(4)
    return f"{mark}_{secrets.token_hex(32)}", mark


def secret_hash(secret: str) -> str:
    """What is kept of a token. Unsalted and fast: there is nothing to guess in 256 random bits."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
