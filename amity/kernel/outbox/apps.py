from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "amity.kernel.outbox"
    label = "kernel_outbox"

    def ready(self) -> None:
        from amity.kernel.outbox.delivery import deliver_due

        if find_spec("amity.kernel.jobs.loops"):
            loops = import_module("amity.kernel.jobs.loops")
            loops.register_background_loop("outbox", deliver_due, every=timedelta(seconds=2))
