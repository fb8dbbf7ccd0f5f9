"""The key file of a data folder: one secret, mode 0600, outside the database."""

import os
import secrets
from pathlib import Path

KEY_FILE = "secret.key"


def read_secret_key(data_folder: Path) -> str:
    """Return AMITY_SECRET_KEY, or the data folder's key, or a key for this process only (before `amity init`)."""
    if key := os.environ.get("AMITY_SECRET_KEY"):
        return key
    path = data_folder / KEY_FILE
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    return secrets.token_urlsafe(50)


def earlier_secret_keys() -> list[str]:
    """AMITY_OLD_SECRET_KEYS, comma separated: keys that were replaced, which still open what they sealed."""
    return [key for key in os.environ.get("AMITY_OLD_SECRET_KEYS", "").split(",") if key]


def make_key_file(data_folder: Path) -> Path:
    """Write a new key unless one is there; created with mode 0600, never widened for an instant."""
    path = data_folder / KEY_FILE
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
    return path
