from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "amity.kernel.jobs"
    label = "kernel_jobs"
    verbose_name = _("Jobs")

    def ready(self) -> None:
        from amity.kernel.jobs.loops import register_background_loop
        from amity.kernel.jobs.schedule import fire_due

        register_background_loop("schedule", fire_due, timedelta(seconds=1))

        from amity.kernel.ui.help import register_help
        from amity.kernel.ui.navigation import FOOT, register_place

        register_help("kernel_jobs", "jobs")
        register_place(FOOT, _("Jobs"), "kernel_jobs:jobs", "job", 910, key="j")
