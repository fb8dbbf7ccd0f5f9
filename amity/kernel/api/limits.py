"""So many calls a minute for each token or account, over all processes.

A process takes calls from the database a block at a time and counts them down in memory: one small write for every
twentieth of the limit. Over all processes the limit is never exceeded; what a process has taken and does not use is
lost until the next minute.
"""

import threading
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from amity.kernel.api.problems import ApiRefusal

BLOCKS = 20
_MOST_REMEMBERED = 10_000
_TAKE = """
INSERT INTO api_call_count (caller, minute, granted) VALUES (%s, %s, %s)
ON CONFLICT (caller) DO UPDATE SET
    granted = CASE WHEN api_call_count.minute = excluded.minute
                   THEN api_call_count.granted + excluded.granted ELSE excluded.granted END,
    minute = excluded.minute
RETURNING granted
"""


@dataclass(slots=True)
class _Block:
    minute: int
    left: int


_blocks: dict[str, _Block] = {}
_lock = threading.Lock()


def spend_call(caller: str) -> None:
    """Count one call; refuses 429 when the minute's calls are used up. AMITY_API_RATE=0 counts nothing."""
    limit = int(settings.API_CALLS_PER_MINUTE)
    if not limit:
        return
    now = time.time()
    minute = int(now // 60)
    with _lock:
        block = _blocks.get(caller)
        if block is None or block.minute != minute:
            if len(_blocks) >= _MOST_REMEMBERED:
                _blocks.clear()
            block = _blocks[caller] = _Block(minute, _taken(caller, minute, limit))
        elif block.left == 0:
            block.left = _taken(caller, minute, limit)
        if block.left > 0:
            block.left -= 1
            return
        # -1: the minute is used up, nobody asks the database again before it is over.
        block.left = -1
    wait = max(1, int(60 - now % 60) + 1)
    raise ApiRefusal(
        429, "rate.exceeded", _("At most %(limit)d calls a minute are answered.") % {"limit": limit},
        fix=_("Wait %(seconds)d seconds; send many records at once with a batch.") % {"seconds": wait},
        headers={"Retry-After": str(wait)},
    )  # fmt: skip


def forget_calls() -> None:
    """Forget what this process has taken, for tests."""
    with _lock:
        _blocks.clear()


def _taken(caller: str, minute: int, limit: int) -> int:
    """How many of the next block are within the limit."""
    size = max(1, limit // BLOCKS)
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [caller, minute, size])
        granted = int(cursor.fetchone()[0])
    return max(0, min(size, limit - (granted - size)))
