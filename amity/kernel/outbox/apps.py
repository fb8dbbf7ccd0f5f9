from datetime import timedelta

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "amity.kernel.outbox"
    label = "kernel_outbox"

    def ready(self) -> None:
        from amity.kernel.jobs.loops import register_background_loop
        from amity.kernel.outbox.delivery import deliver_due

        register_background_loop("outbox", deliver_due, timedelta(seconds=2))
