from datetime import timedelta

from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "amity.kernel.facts"
    label = "kernel_facts"
    verbose_name = "Facts"

    def ready(self) -> None:
        from amity.kernel.facts.readers import catch_up_all
        from amity.kernel.jobs.loops import register_background_loop

        # A look at two small tables; a fact waits a quarter of a second for its readers, at most half.
        register_background_loop("facts", catch_up_all, timedelta(milliseconds=500))
