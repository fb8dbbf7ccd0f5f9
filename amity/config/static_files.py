"""Static files under hashed names in the data folder, so that browsers may keep them for ever."""

import fcntl
import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def publish() -> bool:
    """Copy, hash and compress what the rooms and the browser packages bring; False when that had been done."""
    root = Path(settings.STATIC_ROOT)
    stamp, now = root / ".published", fingerprint()
    # Several web processes may start on one folder: one publishes, the others wait and find it done.
    with (root.parent / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if stamp.exists() and stamp.read_text(encoding="ascii") == now:
            return False
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(now, encoding="ascii")
    return True


def fingerprint() -> str:
    """Changes with any source file's name, size or time."""
    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = Path(storage.path(name)).stat()
            seen.update(f"{name} {file.st_size} {file.st_mtime_ns}\n".encode())
    return seen.hexdigest()
