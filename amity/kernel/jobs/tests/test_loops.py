"""Background loops: at once again after work, a pause after none, never stopped by an error."""

import threading
import time
from datetime import timedelta

import pytest

from amity.kernel.jobs.loops import BackgroundLoop, LoopThread, background_loops, register_background_loop


def run_for(seconds: float, loop: BackgroundLoop) -> None:
    stop = threading.Event()
    thread = LoopThread(loop, stop)
    thread.start()
    time.sleep(seconds)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


def test_work_is_followed_up_at_once_and_idleness_waits():
    left = [3]
    calls: list[float] = []

    def work() -> int:
        calls.append(time.monotonic())
        left[0] -= 1
        return max(0, left[0])

    run_for(0.5, BackgroundLoop("x", work, timedelta(seconds=0.2), "quick"))
    assert 4 <= len(calls) <= 6
    assert calls[2] - calls[0] < 0.1


def test_an_error_slows_a_loop_and_does_not_end_it():
    calls: list[int] = []

    def work() -> int:
        calls.append(1)
        raise RuntimeError("no flour")

    run_for(0.5, BackgroundLoop("x", work, timedelta(milliseconds=10), "quick"))
    assert 3 <= len(calls) <= 7


def test_facts_and_the_schedule_go_round_in_quick_workers():
    assert {"facts", "schedule"} <= {loop.name for loop in background_loops("quick")}
    assert background_loops("long") == []
    with pytest.raises(ValueError, match="two background loops"):
        register_background_loop("facts", lambda: 0)
