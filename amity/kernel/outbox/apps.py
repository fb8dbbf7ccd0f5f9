from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "amity.kernel.outbox"
    label = "kernel_outbox"
