"""A worker process that kills itself with -9 at a named point: `python -m … QUEUE POINT COUNT`."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402 - after setup

from amity.kernel.jobs import claims, context, running, worker  # noqa: E402 - after setup

left = 0


def die() -> None:
    """End this process once the point was passed often enough."""
    global left
    left -= 1
    if left <= 0:
        os.kill(os.getpid(), signal.SIGKILL)


def around(module: Any, name: str, *, before: bool = False) -> None:
    """Die before or after a function of ours; a claim that found nothing does not count."""
    original: Callable[..., Any] = getattr(module, name)

    def sabotaged(*args: Any, **kwargs: Any) -> Any:
        if before:
            die()
        answer = original(*args, **kwargs)
        if not before and not (name == "claim_next" and answer is None):
            die()
        return answer

    setattr(module, name, sabotaged)


def around_commits_of_checkpoints(*, before: bool) -> None:
    """Die at the commit of a transaction that holds a checkpoint."""
    checkpoint, commit = context.JobContext.checkpoint, BaseDatabaseWrapper.commit
    is_next = []

    def note_checkpoint(self: Any, data: Any) -> None:
        checkpoint(self, data)
        is_next.append(True)

    def sabotaged(self: Any) -> None:
        is_ours = bool(is_next)
        is_next.clear()
        if is_ours and before:
            die()
        commit(self)
        if is_ours and not before:
            die()

    context.JobContext.checkpoint = note_checkpoint  # type: ignore[method-assign]
    BaseDatabaseWrapper.commit = sabotaged  # type: ignore[method-assign]


def main(queue: str, point: str, count: str) -> int:
    global left
    left = int(count)
    if point == "after claim":
        around(claims, "claim_next")
    elif point == "before end":
        around(claims, "end", before=True)
    elif point == "before the end's commit":
        around(claims, "end")
    elif point == "after end":
        around(running, "_write")
    elif point == "before commit":
        around_commits_of_checkpoints(before=True)
    elif point == "after commit":
        around_commits_of_checkpoints(before=False)
    return worker.main(queue, grace=2.0)


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
