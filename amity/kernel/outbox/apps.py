from datetime import timedelta

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "amity.kernel.outbox"
    label = "kernel_outbox"

    def ready(self) -> None:
        from amity.kernel.jobs.loops import register_background_loop
        from amity.kernel.outbox.delivery import deliver_due
        from amity.kernel.outbox.lane_threads import deliver_lanes

        register_background_loop("outbox", deliver_due, timedelta(seconds=2))
        register_background_loop("outbox lanes", deliver_lanes, timedelta(milliseconds=250))
