from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "amity.records.search"
    label = "records_search"
    verbose_name = "Search"

    def ready(self) -> None:
        from amity.kernel.ui.help import register_help
        from amity.records.search import jobs  # noqa: F401 - puts its task on the schedule

        register_help("records_search", "search")
