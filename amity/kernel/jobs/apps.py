from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "amity.kernel.jobs"
    label = "kernel_jobs"
