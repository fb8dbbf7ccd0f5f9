"""Public keys: UUIDv7 (RFC 9562), rising with time, so an index on them stays dense."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_uid() -> UUID:
    """Return a fresh UUIDv7."""
    return uuid7()
