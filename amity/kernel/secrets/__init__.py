"""Secrets of other systems at rest: only their sealed form is in the database, the key never is.

The key is derived from the key file of the data folder (or AMITY_SECRET_KEY). After a new key was put there, the
earlier ones are named in AMITY_OLD_SECRET_KEYS: they still open what they sealed, and `resealed` moves it on.
"""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SecretLost(Exception):
    """No key we have opens this: it was sealed with a key that is gone, or tampered with."""


def sealed(secret: str) -> str:
    """The form to store; different each time, as it holds a nonce."""
    return _keys().encrypt(secret.encode()).decode("ascii")


def opened(stored: str) -> str:
    """The secret behind a stored form; raises SecretLost."""
    try:
        return _keys().decrypt(stored.encode()).decode()
    except InvalidToken:
        raise SecretLost("this secret was sealed with a key that is not here") from None


def resealed(stored: str) -> str:
    """The same secret sealed with the present key; raises SecretLost."""
    try:
        return _keys().rotate(stored.encode()).decode("ascii")
    except InvalidToken:
        raise SecretLost("this secret was sealed with a key that is not here") from None


def _keys() -> MultiFernet:
    return _keys_from(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@lru_cache(maxsize=8)
def _keys_from(*keys: str) -> MultiFernet:
    # A key of its own: what signs cookies and links opens nothing here.
    return MultiFernet(
        [
            Fernet(
                base64.urlsafe_b64encode(
                    HKDF(algorithm=SHA256(), length=32, salt=None, info=b"amity secrets at rest").derive(key.encode())
                )
            )
            for key in keys
        ]
    )
