from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SamplesConfig(AppConfig):
    name = "amity.records.samples"
    label = "records_samples"
    verbose_name = "Sample data"

    def ready(self) -> None:
        from amity.kernel.ui.actions import register_action
        from amity.kernel.ui.help import register_help
        from amity.kernel.ui.navigation import administrators
        from amity.records.samples import commands, jobs  # noqa: F401 - declare themselves
        from amity.records.samples.queries import has_samples
        from amity.workspace.checklist.items import Item, register_item

        register_help("records_samples", "getting-started")
        register_action(
            _("Sample data"),
            "records_samples:samples",
            "delete",
            shown_to=administrators,
            also=_("settings demo company remove"),
            is_page=True,
        )
        register_item(
            Item(
                name="samples",
                title=_("Remove the sample company"),
                why=_("Invented people and orders go with one click; what somebody worked on stays."),
                url_name="records_samples:samples",
                action=_("See what goes"),
                order=35,
                shown_to=lambda actor: has_samples(seen_by=actor),
            )
        )
