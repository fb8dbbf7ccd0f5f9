"""The first start: a one-time page that makes the administrator, guarded by a code in the data folder.

The code keeps a stranger from taking over an installation that is reachable before anyone set it up.
"""

import os
import secrets
from pathlib import Path

from django.conf import settings

CODE_FILE = "setup.code"


def setup_code() -> str:
    """The code of this data folder; made on first use, mode 0600."""
    path = _code_path()
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    code = secrets.token_urlsafe(18)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(code)
    return code


def is_setup_code(given: str) -> bool:
    """Whether `given` opens the set-up page; compared in constant time."""
    return secrets.compare_digest(given.strip().encode(), setup_code().encode())


def forget_setup_code() -> None:
    """The page is shut for ever; its code is of no use any more."""
    _code_path().unlink(missing_ok=True)


def first_start_url() -> str:
    """The address to open once, with its code."""
    return f"{settings.SITE_URL.rstrip('/')}/set-up?code={setup_code()}"


def _code_path() -> Path:
    return Path(settings.DATA_FOLDER) / CODE_FILE
