"""No orphans: a child of the supervisor ends when the supervisor is gone, however it went."""

import ctypes
import os
import signal
import sys
import threading
import time

SUPERVISOR = "AMITY_SUPERVISOR_PID"
PR_SET_PDEATHSIG = 1


def die_with_supervisor() -> None:
    """End this process by SIGTERM once its supervisor is gone; nothing when it was started by hand.

    Linux tells us itself (also after kill -9); elsewhere a thread looks twice a second.
    """
    supervisor = os.environ.get(SUPERVISOR)
    if not supervisor:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    else:
        threading.Thread(target=_watch, args=(int(supervisor),), daemon=True).start()
    if os.getppid() != int(supervisor):  # it went before we asked to be told
        os.kill(os.getpid(), signal.SIGTERM)


def _watch(supervisor: int) -> None:
    while os.getppid() == supervisor:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
