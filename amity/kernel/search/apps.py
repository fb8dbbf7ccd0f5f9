from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "amity.kernel.search"
    label = "kernel_search"
    verbose_name = "Search"
