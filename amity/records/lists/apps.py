from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "amity.records.lists"
    label = "records_lists"

    def ready(self) -> None:
        from amity.records.editing.shown import register_cell
        from amity.records.lists.cells import cell_as_shown

        register_cell(cell_as_shown)
