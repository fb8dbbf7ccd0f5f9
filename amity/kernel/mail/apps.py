from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "amity.kernel.mail"
    label = "kernel_mail"

    def ready(self) -> None:
        from amity.kernel.mail.carrier import CARRIER
        from amity.kernel.outbox.carriers import register_carrier

        register_carrier(CARRIER)
