from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "amity.kernel.facts"
    label = "kernel_facts"
    verbose_name = "Facts"
