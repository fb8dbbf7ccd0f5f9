from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "amity.kernel.money"
    label = "kernel_money"
