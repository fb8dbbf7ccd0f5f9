"""When tokens were last used: noted in the memory of a web process, written down beside the requests.

A request that reads must not become a writer: on SQLite it would wait for whoever writes at the moment.
"""

import logging
import threading
from datetime import datetime

from django.db import connection
from django.utils import timezone

from amity.workspace.tokens.commands import USE_EVERY, keep_uses

GATHERED_FOR = 2.0  # seconds
_log = logging.getLogger(__name__)
_noted: dict[int, datetime] = {}
_lock = threading.Lock()
_something = threading.Event()


def note_use(token_id: int, last_used_at: datetime | None) -> None:
    """Note that a token is used now, unless what is written down of it is less than a minute old."""
    now = timezone.now()
    if last_used_at is not None and now - last_used_at < USE_EVERY:
        return
    with _lock:
        _noted[token_id] = now
    _something.set()


def write_uses() -> None:
    """Write down what was noted since the last time."""
    _something.clear()
    with _lock:
        uses = dict(_noted)
        _noted.clear()
    if uses:
        keep_uses(uses)


def start_writing_uses() -> None:
    """Begin the one thread of this web process that writes uses down; it ends with the process."""
    threading.Thread(target=_write_for_ever, name="token-uses", daemon=True).start()


def _write_for_ever() -> None:
    pause = threading.Event()
    while True:
        _something.wait()
        pause.wait(GATHERED_FOR)
        try:
            write_uses()
        except Exception:
            # The next use notes it again; a lost minute of "last used" is no harm.
            _log.exception("the last use of tokens could not be written down")
        finally:
            # One short write a minute is worth no connection of its own.
            connection.close()
